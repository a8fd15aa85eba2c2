(* Combinations of sums, summand by summand.

   `monotone`, `nonnegative`, `add` and `strict`; in a certificate ["monotone", a, b] and so on, each for sums over variables of
   the same sorts.  Sums are named in the statement, with values for their parameters.  `zero` may stand for one of two sums:
   `sums_nothing` says what it is.  Used for the sizes of witnesses, goals of sums, bounds and thresholds. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Combinations.

Variables (T : eqType) (ga gb gc : pred T) (fa fb fc : T -> int) (a b c : int).
Hypotheses (sum_a : sums_to ga fa a) (sum_b : sums_to gb fb b) (sum_c : sums_to gc fc c).

Theorem monotone : (forall x, added ga fa x <= added gb fb x) -> a <= b.
Proof. by move=> le_ab; have [r _ [-> ->]] := sums_common sum_a sum_b; apply: ler_sum. Qed.

Theorem nonnegative : (forall x, 0 <= added ga fa x) -> 0 <= a.
Proof. by move=> ge0; have [r _ [-> _]] := sums_common sum_a sum_a; apply: sumr_ge0. Qed.

Theorem add : (forall x, added ga fa x + added gb fb x = added gc fc x) -> a + b = c.
Proof.
move=> abc; have [r uniq_r sub_a] := sums_members sum_a; have [q uniq_q sub_q] := sums_members sum_b.
have [p uniq_p sub_p] := sums_members sum_c; pose l := undup (r ++ q ++ p).
have [in_a in_b in_c] : [/\ {subset ga <= l}, {subset gb <= l} & {subset gc <= l}].
  by split=> x gx; rewrite mem_undup !mem_cat ?(sub_a _ gx) ?(sub_q _ gx) ?(sub_p _ gx) ?orbT.
have uniq_l : uniq l := undup_uniq _.
rewrite (sums_over sum_a uniq_l in_a) (sums_over sum_b uniq_l in_b) (sums_over sum_c uniq_l in_c) -big_split /=.
exact: eq_bigr.
Qed.

Theorem strict (y : T) :
  (forall x, added ga fa x <= added gb fb x) -> added ga fa y < added gb fb y -> a < b.
Proof.
move=> le_ab lt_y; have [r [uniq_r sub_a sub_b] [-> ->]] := sums_common sum_a sum_b.
have in_y : y \in r.
  have [/sub_a //|/negbTE not_a] := boolP (ga y); have [/sub_b //|/negbTE not_b] := boolP (gb y).
  by move: lt_y; rewrite /added not_a not_b ltxx.
by rewrite (bigD1_seq y) // (bigD1_seq y) //=; apply: ltr_le_add => //; apply: ler_sum.
Qed.

End Combinations.
