(* Members, counted: sums each of whose summands is 1.

   `counted`, `unique` and `two`; in a certificate ["counted", a] and so on.  Several variables are one of a product type: rows
   differ if one of their columns does.  Used where a number of members is compared with 0, 1 or 2. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Members.

Variables (T : eqType) (guard : pred T) (n : int).
Hypothesis number : counts_to guard n.

Theorem counted : 0 <= n.
Proof. by have [m _ ->] := counts_size number. Qed.

Theorem unique : n <= 1 \/ exists x y : T, [/\ guard x, guard y & x != y].
Proof.
have [[|x [|y m]] [uniq_m in_m] ->] := counts_size number; try by left.
right; exists x, y; rewrite !in_m !inE !eqxx orbT; split=> //.
by move: uniq_m => /= /andP[]; rewrite inE negb_or => /andP[].
Qed.

Theorem two (x y : T) : guard x -> guard y -> x != y -> 2%:Z <= n.
Proof.
have [m [uniq_m in_m] ->] := counts_size number; rewrite !in_m => in_x in_y differ.
by apply: (@uniq_leq_size _ [:: x; y]) => [|z]; rewrite /= !inE ?differ // => /orP[] /eqP ->.
Qed.

End Members.
