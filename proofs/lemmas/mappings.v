(* Members, counted along a function: what a function takes to other members, no two to the same, is at most as much as these.

   `into`, `out_of_range` and `into_range`; in a certificate ["into", a, b, NAME] and so on, where NAME is the function.  Used where
   members are counted by the places of an enumeration, and where as many are to have different numbers as there are numbers. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Mappings.

Variables (T : eqType) (guard : pred T) (n : int).
Hypothesis number : counts_to guard n.

Theorem into (U : eqType) (other : pred U) (f : T -> U) (m : int) :
  counts_to other m -> (forall x, guard x -> other (f x)) -> (forall x y, guard x -> guard y -> f x = f y -> x = y) -> n <= m.
Proof.
move=> /counts_size[r [uniq_r in_r] ->] inside differ; have [s [uniq_s in_s] ->] := counts_size number.
rewrite lez_nat -(size_map f s); apply: uniq_leq_size => [|y /mapP[x in_x ->]]; last by rewrite -in_r inside // in_s.
by rewrite map_inj_in_uniq // => x y; rewrite -!in_s; apply: differ.
Qed.

(* The numbers of a range, as a list. *)
Definition numbers (low high : int) : seq int := [seq low + k%:Z | k <- iota 0 (absz (high - low + 1)%R)].

Lemma mem_numbers low high i : low <= high + 1 -> (i \in numbers low high) = (low <= i <= high).
Proof.
move=> ordered; have long : 0 <= high - low + 1 by rewrite addrAC subr_ge0.
apply/mapP/andP => [[k] | [le_low le_high]].
  rewrite mem_iota add0n => /andP[_ lt_k] ->; split; first by rewrite ler_addl.
  by move: lt_k; rewrite -ltz_nat gez0_abs // ltz_addr1 ler_subr_addl.
exists (absz (i - low)%R); last by rewrite gez0_abs ?subr_ge0 // addrC subrK.
by rewrite mem_iota add0n /= -ltz_nat !gez0_abs ?subr_ge0 // ltz_addr1 ler_sub.
Qed.

Lemma uniq_numbers low high : uniq (numbers low high).
Proof. by rewrite map_inj_uniq ?iota_uniq // => k l /addrI[]. Qed.

Lemma size_numbers low high : low <= high + 1 -> (size (numbers low high))%:Z = high - low + 1.
Proof. by move=> ordered; rewrite size_map size_iota gez0_abs // addrAC subr_ge0. Qed.

Theorem into_range (f : T -> int) (low high : int) (holes : seq int) :
  low <= high + 1 -> uniq holes -> (forall h, h \in holes -> low <= h <= high) ->
  (forall x, guard x -> low <= f x <= high /\ f x \notin holes) -> (forall x y, guard x -> guard y -> f x = f y -> x = y) ->
  n <= high - low + 1 - (size holes)%:Z.
Proof.
move=> ordered uniq_h in_range inside differ; have [s [uniq_s in_s] ->] := counts_size number.
rewrite ler_subr_addr -size_numbers // -PoszD lez_nat -(size_map f s) -size_cat.
apply: uniq_leq_size => [|i]; last first.
  rewrite mem_cat mem_numbers // => /orP[/mapP[x in_x ->]|/in_range //].
  by have [|? _] := inside x; rewrite ?in_s.
rewrite cat_uniq uniq_h andbT map_inj_in_uniq ?uniq_s => [|x y]; last by rewrite -!in_s; apply: differ.
by apply/hasPn => h in_h; apply/mapP => -[x in_x eq_h]; have [|_] := inside x; rewrite ?in_s // -eq_h in_h.
Qed.

Theorem out_of_range (f : int -> T) (low high : int) :
  (forall i, low <= i <= high -> guard (f i)) ->
  (forall i j, low <= i <= high -> low <= j <= high -> f i = f j -> i = j) -> high - low + 1 <= n.
Proof.
move=> inside differ; have [s [uniq_s in_s] ->] := counts_size number.
have [ordered|/ltW less] := leP low (high + 1); last by apply: (@le_trans _ _ 0) => //; rewrite addrAC subr_le0.
rewrite -size_numbers // lez_nat -(size_map f); apply: uniq_leq_size => [|x /mapP[i]].
  by rewrite map_inj_in_uniq ?uniq_numbers // => i j; rewrite !mem_numbers //; apply: differ.
by rewrite mem_numbers // -in_s => in_i ->; apply: inside.
Qed.

End Mappings.
