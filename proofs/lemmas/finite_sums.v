(* Finite sums, as the other files of this folder use them.

   A guard is a formula over some variables, and holds for finitely many values of these: there is a list without repeats of
   exactly the values at which it holds.  A sum adds up the summand over that list.  Summands are whole numbers of any sign.

   Several variables are one, of a product type.  Homes are types with decidable equality, not all of whose values need be members,
   and whole numbers are the type `int`; so a guard over them is not over a finite type.  What is assumed finite is the guard. *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Definition sums_to (T : eqType) (guard : T -> Prop) (value : T -> int) (s : int) : Prop :=
  exists2 members : seq T, uniq members /\ (forall x, guard x <-> x \in members) & s = \sum_(x <- members) value x.

(* The number of members: the sum of ones. *)
Definition counts_to (T : eqType) (guard : T -> Prop) (n : int) : Prop := sums_to guard (fun=> 1) n.

(* What is added at x: the summand where the guard holds, else 0. *)
Definition added (T : eqType) (guard : pred T) (value : T -> int) (x : T) : int := if guard x then value x else 0.

Section FiniteSums.

Variable T : eqType.
Implicit Types (g h : pred T) (f k : T -> int) (r : seq T).

(* A sum may be taken over any list without repeats in which all members occur. *)
Lemma sums_over g f s r : sums_to g f s -> uniq r -> {subset g <= r} -> s = \sum_(x <- r) added g f x.
Proof.
move=> [m [uniq_m in_m] ->] uniq_r sub; rewrite /added -big_mkcond -[RHS]big_filter; apply: perm_big.
apply: uniq_perm; rewrite ?filter_uniq // => x; rewrite mem_filter.
by apply/idP/andP => [/in_m gx | [/in_m ? _] //]; split=> //; apply: sub.
Qed.

Lemma sums_members g f s : sums_to g f s -> exists2 r, uniq r & {subset g <= r}.
Proof. by move=> [m [uniq_m in_m] _]; exists m => // x /in_m. Qed.

(* Two sums may be taken over one list, and so may three. *)
Lemma sums_common g h f k a b :
  sums_to g f a -> sums_to h k b ->
  exists2 r, [/\ uniq r, {subset g <= r} & {subset h <= r}] &
    a = \sum_(x <- r) added g f x /\ b = \sum_(x <- r) added h k x.
Proof.
move=> sum_a sum_b; have [r uniq_r sub_r] := sums_members sum_a; have [q uniq_q sub_q] := sums_members sum_b.
have sub_g : {subset g <= undup (r ++ q)} by move=> x /sub_r; rewrite mem_undup mem_cat => ->.
have sub_h : {subset h <= undup (r ++ q)} by move=> x /sub_q; rewrite mem_undup mem_cat orbC => ->.
exists (undup (r ++ q)); first by rewrite undup_uniq.
by split; [apply: sums_over sum_a _ _ | apply: sums_over sum_b _ _]; rewrite ?undup_uniq.
Qed.

(* A guard determines the sum. *)
Lemma sums_unique g f a b : sums_to g f a -> sums_to g f b -> a = b.
Proof. by move=> sum_a /(sums_common sum_a) [r _ [-> ->]]. Qed.

Lemma sums_eq (g h : T -> Prop) f k s :
  (forall x, g x <-> h x) -> (forall x, g x -> f x = k x) -> sums_to g f s -> sums_to h k s.
Proof.
move=> gh fk [m [uniq_m in_m] ->]; exists m; first by split=> // x; rewrite -gh.
by apply: eq_big_seq => x /in_m; apply: fk.
Qed.

(* A finite guard has a sum. *)
Lemma sums_exist g f r : {subset g <= r} -> exists s, sums_to g f s.
Proof.
move=> sub; exists (\sum_(x <- undup (filter g r)) f x), (undup (filter g r)) => //.
by rewrite undup_uniq; split=> // x; rewrite mem_undup mem_filter; split=> [gx|/andP[]//]; rewrite gx sub.
Qed.

(* The sum of nothing, which certificates call `zero`. *)
Lemma sums_nothing f : sums_to (xpred0 : pred T) f 0.
Proof. by exists [::] => //; rewrite big_nil. Qed.

(* Guards as bare propositions: where there is a sum, there is a Boolean guard that says the same. *)
Lemma sums_decidable (guard : T -> Prop) f s :
  sums_to guard f s -> exists2 g : pred T, (forall x, guard x <-> g x) & sums_to g f s.
Proof. by move=> [m [uniq_m in_m] ->]; exists (mem m) => //; exists m. Qed.

(* Members of a finite guard, counted. *)
Lemma counts_size g n : counts_to g n -> exists2 m : seq T, uniq m /\ (forall x, g x = (x \in m)) & n = (size m)%:Z.
Proof.
move=> [m [uniq_m in_m] ->]; exists m; last by rewrite big_const_seq count_predT iter_addr_0 -natz.
by split=> // x; apply/idP/idP => /in_m.
Qed.

End FiniteSums.

(* In a finite type, these are the sums and the cardinalities of MathComp. *)
Lemma sums_fin (T : finType) (g : pred T) (f : T -> int) : sums_to g f (\sum_(x | g x) f x).
Proof.
exists (enum g); last by rewrite big_enum.
by rewrite enum_uniq; split=> // x; rewrite mem_enum.
Qed.

Lemma counts_fin (T : finType) (A : {set T}) : counts_to (fun x => x \in A) #|A|%:Z.
Proof.
by have := sums_fin (mem A) (fun=> 1); rewrite sumr_const -natz.
Qed.
