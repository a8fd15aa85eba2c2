(* Sums over two variables.

   `fubini0`, `fubini1`, `fibre0`, `fibre1`, `fibres0` and `fibres1`; in a certificate ["fubini0", a] and so on.  The digit says which
   variable is outside: the first or the second.  `own` is what the guard says of the outer variable alone; the sum outside runs
   over it, and adds up the sums inside, one for each value of the outer variable.  `n` is how many values the outer variable has
   (`number_of`).  Used where pairs are counted by their first or second part: items of all sets, one choice for each clause. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums ranges.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Two pairs in one fibre: with one value of the outer variable. *)
Definition meets_twice (O X : eqType) (guard : O -> X -> bool) : Prop :=
  exists o x y, [/\ guard o x, guard o y & x != y].

Section OuterFirst.

Variables (O X : eqType) (own : pred O) (guard : O -> X -> bool).
Hypothesis own_part : forall o x, guard o x -> own o.

Theorem fubini0 (value : O -> X -> int) (inner : O -> int) (outer s : int) :
  sums_to (fun p : O * X => guard p.1 p.2) (fun p => value p.1 p.2) s ->
  (forall o, sums_to (guard o) (value o) (inner o)) -> sums_to own inner outer -> s = outer.
Proof.
move=> sum_s sum_in [os [uniq_os in_os] ->]; have [m uniq_m sub_m] := sums_members sum_s.
pose xs := undup [seq p.2 | p <- m].
have in_xs o x : guard o x -> x \in xs.
  by move=> g; rewrite mem_undup; apply/mapP; exists (o, x) => //; apply: sub_m.
have uniq_xs : uniq xs by rewrite undup_uniq.
rewrite (sums_over sum_s (r := [seq (o, x) | o <- os, x <- xs])); first last.
- case=> o x; rewrite -topredE /= => g; rewrite allpairs_f ?(in_xs o) //.
  by apply/in_os; apply: own_part g.
- by apply: allpairs_uniq => // - [? ?] [? ?].
rewrite big_allpairs; apply: eq_bigr => o _; apply/esym.
by apply: sums_over (sum_in o) uniq_xs _ => x; apply: in_xs.
Qed.

(* The inner sums exist, since the pairs are finitely many. *)
Lemma inner_sums (value : O -> X -> int) s :
  sums_to (fun p : O * X => guard p.1 p.2) (fun p => value p.1 p.2) s -> forall o, exists t, sums_to (guard o) (value o) t.
Proof.
move=> sum_s o; have [m _ sub_m] := sums_members sum_s; apply: (sums_exist _ (r := [seq p.2 | p <- m])) => x g.
by apply/mapP; exists (o, x) => //; apply: sub_m.
Qed.

Section Fibres.

Variables (n s : int).
Hypotheses (n_is : number_of own n) (pairs : counts_to (fun p : O * X => guard p.1 p.2) s).

(* If no fibre is met twice, the pairs are as many as their fibres. *)
Lemma fibres_met : meets_twice guard \/ exists2 os : seq O, uniq os /\ s = (size os)%:Z & forall o, o \in os <-> exists x, guard o x.
Proof.
have [m [uniq_m in_m] ->] := counts_size pairs.
have {}in_m o x : guard o x = ((o, x) \in m) := in_m (o, x).
have [uniq_os|twice] : uniq [seq p.1 | p <- m] \/ exists o x y, [/\ (o, x) \in m, (o, y) \in m & x != y].
  elim: m uniq_m {in_m} => [|[o x] m IH] /=; first by left.
  case/andP=> new /IH[uniq_m|[p [y [z [in_y in_z differ]]]]]; last first.
    by right; exists p, y, z; rewrite !inE in_y in_z !orbT.
  have [/mapP[[p y] in_m /= same]|_] := boolP (o \in _); last by left; rewrite uniq_m.
  right; exists o, x, y; rewrite !inE eqxx same in_m orbT; split=> //.
  by apply: contra new => /eqP ->; rewrite same.
- right; exists [seq p.1 | p <- m]; first by rewrite size_map.
  move=> o; split=> [/mapP[[p x] in_p ->]|[x g]]; first by exists x; rewrite in_m.
  by apply/mapP; exists (o, x) => //; rewrite -in_m.
by left; case: twice => o [x [y [in_x in_y differ]]]; exists o, x, y; rewrite !in_m.
Qed.

Theorem fibres0 : meets_twice guard \/ n < 0 \/ s <= n.
Proof.
have [|[os [uniq_os ->] in_os]] := fibres_met; first by left.
have [|number] := number_counts n_is; first by right; left.
right; right; have [m [uniq_m in_m] ->] := counts_size number.
by apply: uniq_leq_size => // o /in_os[x /own_part]; rewrite in_m.
Qed.

Theorem fibre0 o : own o -> meets_twice guard \/ s < n \/ exists x, guard o x.
Proof.
move=> in_o; have [|[os [uniq_os ->] in_os]] := fibres_met; first by left.
have [m [uniq_m in_m] ->] := counts_size (number_counts_own n_is in_o).
have [/in_os|new] := boolP (o \in os); first by right; right.
right; left; apply: (@uniq_leq_size _ (o :: os)) => [|p]; first by rewrite /= new.
by rewrite inE -in_m => /predU1P[-> //|/in_os[x]]; apply: own_part.
Qed.

End Fibres.

End OuterFirst.

(* The order of two variables is of no importance to a sum. *)
Lemma sums_turned (O X : eqType) (guard : O -> X -> bool) (value : O -> X -> int) s :
  sums_to (fun p : X * O => guard p.2 p.1) (fun p => value p.2 p.1) s ->
  sums_to (fun p : O * X => guard p.1 p.2) (fun p => value p.1 p.2) s.
Proof.
case=> m [uniq_m in_m] ->; exists [seq (p.2, p.1) | p <- m]; last by rewrite big_map.
split=> [|[o x]]; first by rewrite map_inj_uniq // => - [? ?] [? ?] [-> ->].
by rewrite (in_m (x, o)); split=> [in_p|/mapP[[? ?] in_p [-> ->]] //]; apply/mapP; exists (x, o).
Qed.

Section OuterSecond.

Variables (O X : eqType) (own : pred O) (guard : X -> O -> bool).
Hypothesis own_part : forall x o, guard x o -> own o.

Theorem fubini1 (value : X -> O -> int) (inner : O -> int) (outer s : int) :
  sums_to (fun p : X * O => guard p.1 p.2) (fun p => value p.1 p.2) s ->
  (forall o, sums_to (fun x => guard x o) (fun x => value x o) (inner o)) -> sums_to own inner outer -> s = outer.
Proof.
move=> sum_s; apply: fubini0 (sums_turned (guard := fun o x => guard x o) (value := fun o x => value x o) sum_s) => o x.
exact: own_part.
Qed.

Variables (n s : int).
Hypotheses (n_is : number_of own n) (pairs : counts_to (fun p : X * O => guard p.1 p.2) s).

Let turned := sums_turned (guard := fun o x => guard x o) (value := fun _ _ => 1) pairs.
Let own_turned o x : guard x o -> own o := @own_part x o.

Theorem fibres1 : meets_twice (fun o x => guard x o) \/ n < 0 \/ s <= n.
Proof. exact: (fibres0 own_turned n_is turned). Qed.

Theorem fibre1 o : own o -> meets_twice (fun o x => guard x o) \/ s < n \/ exists x, guard x o.
Proof. exact: (fibre0 own_turned n_is turned). Qed.

End OuterSecond.
