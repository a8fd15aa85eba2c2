"""A reduction whose target counts the numbers of a row one by one, in a fold."""

from __future__ import annotations

ROWS = """
problem Rows "Numbers in a row, as many as k"
  instance row : seq of nat
           k   : nat
  measures n = |row|
           b = max(bits(r) | r in row) + bits(k)
  witness  S : subset of positions(row)
  accepts  {accepts}

problem Counted "Numbers in a row, as many as k if they are counted one by one"
  instance row : seq of nat
           k   : nat
  measures n = |row|
           b = max(bits(r) | r in row) + bits(k)
  witness  S : subset of positions(row)
  accepts  {counted} = k

reduction Rows -> Counted
{because}  given    x
  target   row = x.row
           k   = x.k
  forward  S -> S = S
  backward S -> S = S
{claims}"""
"""The text, with places for what is accepted, the fold, a line with a reason, and one with claims."""


def counted_rows(counted: str, accepts: str = "|row| = k", because: str = "", claims: str = "") -> str:
    """Return the text.

    - `counted`: the fold.
    - `accepts`: what the source accepts.
    - `because`: what the reason says, and what it gives to a proof; none if empty.
    - `claims`: the claims; none if empty.
    """
    reason = f'  because  "So many are counted." {because}\n' if because else ""
    return ROWS.format(counted=counted, accepts=accepts, because=reason, claims=f"  claims   {claims}\n" if claims else "")
