(* What is known of named symbols: for each kind of axiom, that there are functions and predicates of which it is true.

   In a certificate ["axiom", k] is the k-th axiom of the statements; `axiom_KIND` is about those of the kind.  Parameters are fixed
   here: values for them are chosen one by one. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums least_gaps.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* `edge`: a set of unordered pairs, as a predicate of their ends, does not tell one end from the other.  More columns beside the
   pair are the parameter c. *)
Theorem axiom_edge (T : finType) (C : Type) (stored : C -> {set T} -> bool) :
  let p c a b := stored c [set a; b] in forall c a b, p c a b -> p c b a.
Proof. by move=> p c a b; rewrite /p setUC. Qed.

(* `named`: a predicate that stands for a formula. *)
Theorem axiom_named (T : Type) (formula : T -> Prop) : exists p : T -> Prop, forall x, p x <-> formula x.
Proof. by exists formula. Qed.

(* `square`: at least 0, and 0 for 0 only. *)
Theorem axiom_square : exists square : int -> int, forall v, 0 <= square v /\ (square v = 0 <-> v = 0).
Proof.
exists (fun v => v ^+ 2) => v; split; first exact: sqr_ge0.
by split=> [/eqP|->]; [rewrite sqrf_eq0 => /eqP | rewrite expr0n].
Qed.

(* `quotient`: by a positive number, rounded down. *)
Theorem axiom_quotient (d : int) :
  0 < d -> exists quotient : int -> int, forall v, d * quotient v <= v /\ v <= d * quotient v + (d - 1).
Proof.
move=> d_gt0; exists (fun v => (v %/ d)%Z) => v; rewrite mulrC; split; first by rewrite lez_floor // gt_eqF.
by rewrite addrA -ltz_addr1 subrK; have := ltz_ceil v d_gt0; rewrite mulrDl mul1r.
Qed.

(* `product`: of numbers from 1 on, those of a finite list that satisfy a guard, is at least 1. *)
Theorem axiom_product (I : eqType) (values : seq I) (guard : pred I) (number : I -> int) :
  (exists i, guard i /\ number i < 1) \/ 1 <= \prod_(i <- values | guard i) number i.
Proof.
have [/hasP[i _ /andP[guard_i lt_1]]|/hasPn large] := boolP (has (fun i => guard i && (number i < 1)) values).
  by left; exists i.
right; rewrite big_seq_cond; elim/big_rec: _ => // i p /andP[in_i guard_i] le_p.
by apply: mulr_ege1 => //; have := large i in_i; rewrite guard_i /= -leNgt.
Qed.

(* `first`: the least number that satisfies a guard, of which a finite sequence has the indices. *)
Theorem axiom_first (guard : pred int) (indices : seq int) :
  (forall v, guard v -> v \in indices) -> exists first : int, forall v, guard v -> guard first /\ first <= v.
Proof.
move=> in_indices; have [/hasP[v in_v guard_v]|/hasPn none] := boolP (has guard indices); last first.
  by exists 0 => v guard_v; have := none v (in_indices v guard_v); rewrite guard_v.
have [low le_low] : exists low, forall q, q \in indices -> low <= q.
  elim: (indices) => [|i l [low le_low]]; first by exists 0.
  exists (Order.min i low) => q; rewrite inE le_minl => /predU1P[->|/le_low ->]; by rewrite ?lexx ?orbT.
have [t [_ guard_t min_t]] := least_exists (le_low v in_v) guard_v.
by exists t => q guard_q; split=> //; apply: min_t => //; apply: le_low; apply: in_indices.
Qed.

(* `listed`: an enumeration of a set, in any order, with the index of each member; and witnesses that are orderings.  A label may be
   of a sort that has one more value than the home: x. *)
Theorem axiom_listed (T : eqType) (x : T) (members : pred T) (n : int) :
  counts_to members n ->
  exists (at_ : int -> T) (index : T -> int),
    [/\ 0 <= n,
        forall i, 0 <= i -> i < n -> members (at_ i),
        forall i, 0 <= i -> i < n -> index (at_ i) = i &
        forall y, members y -> [/\ 0 <= index y, index y < n & y = at_ (index y)]].
Proof.
move=> /counts_size[m [uniq_m in_m] ->]; exists (fun i => nth x m `|i|%N), (fun y => (seq.index y m)%:Z); split=> //.
- by move=> [i|i] // _ lt_i; rewrite in_m mem_nth.
- by move=> [i|i] // _ lt_i; rewrite index_uniq.
by move=> y; rewrite in_m => in_y; rewrite ltz_nat index_mem in_y nth_index.
Qed.

(* `fold`: a sequence each of whose items is a function of those before it; the checker calls the axiom by the symbol, appended!k. *)
Theorem axiom_fold (T : Type) (x : T) (item : int -> (int -> T) -> T) :
  (forall i f g, (forall j, 0 <= j -> j < i -> f j = g j) -> item i f = item i g) ->
  exists sequence : int -> T, forall i, 0 <= i -> sequence i = item i sequence.
Proof.
move=> earlier; pose step (s : seq T) := rcons s (item (size s)%:Z (fun j => nth x s `|j|%N)).
pose items n := iter n step [::].
have size_items n : size (items n) = n by elim: n => //= n IH; rewrite size_rcons IH.
have nth_items n k : (k < n)%N -> nth x (items n) k = nth x (items k.+1) k.
  elim: n => // n IH; rewrite ltnS leq_eqVlt => /predU1P[-> //|lt_k].
  by rewrite /= nth_rcons size_items lt_k IH.
exists (fun i => nth x (items `|i|.+1%N) `|i|%N) => -[k|k] // _.
rewrite [LHS]/= nth_rcons size_items ltnn eqxx; apply: earlier => -[j|j] // _ lt_j.
exact: nth_items.
Qed.

(* `chosen`: some values that satisfy a guard, if any do; a finite list has all that do.  Several variables are one of a product type. *)
Theorem axiom_chosen (T : eqType) (x : T) (guard : pred T) (values : seq T) :
  (forall v, guard v -> v \in values) -> exists chosen : T, forall v, guard v -> guard chosen.
Proof.
move=> in_values; exists (head x (filter guard values)) => v guard_v.
have : v \in filter guard values by rewrite mem_filter guard_v in_values.
case: (filter guard values) (filter_all guard values) => //= y l /andP[guard_y _] _; exact: guard_y.
Qed.

(* `before`: an order of the labels of a home. *)
Theorem axiom_before (T : finType) :
  exists before : rel T, forall a b, [\/ a = b, before a b | before b a] /\ (~~ before a b \/ ~~ before b a).
Proof.
exists (fun a b => (enum_rank a < enum_rank b)%N) => a b.
by case: ltngtP => [lt|lt|/val_inj/enum_rank_inj ->]; split; try (by left); try (by right); [constructor 2 | constructor 3 | constructor 1].
Qed.

(* `flattened`: the tuples of places in a sequence made of several, in an order: of those before each there is a number, less than that of
   all, which grows, and each such number is that of a tuple. *)
Theorem axiom_flattened (T : finType) (x : T) (before : rel T) (places : {set T}) :
  irreflexive before -> transitive before -> (forall a b, [\/ a = b, before a b | before b a]) ->
  let number a : int := #|[set b in places | before b a]|%:Z in
  let length : int := #|places|%:Z in
  exists there : int -> T,
    [/\ forall a, a \in places -> [/\ 0 <= number a, number a < length & there (number a) = a],
        forall a b, a \in places -> b \in places -> before a b -> number a < number b &
        forall t, 0 <= t -> t < length -> there t \in places /\ number (there t) = t].
Proof.
move=> irr tr tot number length.
have grows a b : a \in places -> before a b -> number a < number b.
  move=> in_a lt_ab; rewrite ltz_nat; apply: proper_card; apply/properP; split.
    by apply/subsetP=> c; rewrite !inE => /andP[-> /tr]; apply.
  by exists a; rewrite !inE in_a ?lt_ab // irr.
have inj : {in places &, injective number}.
  move=> a b in_a in_b eq_ab; case: (tot a b) => // [/(grows _ _ in_a)|/(grows _ _ in_b)]; by rewrite eq_ab ltxx.
have small a : a \in places -> number a < length.
  move=> in_a; rewrite ltz_nat; apply: proper_card; apply/properP; split.
    by apply/subsetP=> c; rewrite !inE => /andP[].
  by exists a; rewrite // !inE irr andbF.
pose rank a := #|[set b in places | before b a]|.
pose there (t : int) := odflt x [pick a in places | number a == t].
have back a : a \in places -> there (number a) = a.
  move=> in_a; rewrite /there; case: pickP => [b /andP[in_b /eqP /inj]|/(_ a)]; first exact.
  by rewrite in_a eqxx.
exists there; split=> [a in_a|a b in_a in_b|t].
- by split; [exact: lez0_nat || by [] | exact: small | exact: back].
- exact: grows.
case: t => // t _ lt_t; rewrite ltz_nat in lt_t.
suff [a in_a eq_a] : exists2 a, a \in places & rank a = t.
  by have -> : Posz t = number a; [rewrite -eq_a | rewrite back].
have uniq_ranks : uniq [seq rank a | a <- enum places].
  rewrite map_inj_in_uniq ?enum_uniq // => a b; rewrite !mem_enum => in_a in_b eq_ab.
  by apply: inj; rewrite // /number -/(rank a) eq_ab.
have le_ranks : {subset [seq rank a | a <- enum places] <= iota 0 #|places|}.
  by move=> _ /mapP[a + ->]; rewrite mem_enum mem_iota => /small; rewrite ltz_nat.
have le_size : (size (iota 0 #|places|) <= size [seq rank a | a <- enum places])%N by rewrite size_iota size_map -cardE.
have [_ same] := uniq_min_size uniq_ranks le_ranks le_size.
have /mapP[a in_a eq_t] : t \in [seq rank a | a <- enum places] by rewrite same mem_iota.
by exists a => //; move: in_a; rewrite mem_enum.
Qed.
