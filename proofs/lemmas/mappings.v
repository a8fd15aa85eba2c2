(* Members, counted along a function: what a function takes to other members, no two to the same, is at most as much as these.

   `into`, `out_of_range` and `into_range`; in a certificate ["into", a, b, NAME] and so on, where NAME is the function.  Used where
   members are counted by the places of an enumeration (`places`, in a certificate ["places", a]), and where as many are to have different numbers as there are numbers.
   `interval` counts numbers.  `moved` and `moved_beside` are about what is added, not counted; `packed` is about things that take time
   and do not overlap. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* What is added at the values of a function t, as a sum over its arguments. *)
Theorem places (T P : eqType) (guard : pred T) (arguments : pred P) (t : P -> T) (value : T -> int) (s n : int) :
  (forall x, guard x <-> exists2 p, arguments p & t p = x) ->
  sums_to guard value s -> sums_to arguments (fun p => value (t p)) n ->
  ((forall p q, arguments p -> arguments q -> t p = t q -> p = q) -> s = n) /\ ((forall x, value x = 1) -> s <= n).
Proof.
move=> values sum_s sum_n; split=> [differ|ones].
  have [m [uniq_m in_m] ->] := sum_s; have [r [uniq_r in_r] ->] := sum_n.
  rewrite -(big_map t xpredT value); apply: perm_big; apply: uniq_perm => // [|x].
    by rewrite map_inj_in_uniq // => p q /in_r hp /in_r hq; apply: differ.
  apply/idP/mapP => [/in_m/values[p /in_r hp <-]|[p /in_r hp ->]]; first by exists p.
  by apply/in_m/values; exists p.
have [m [uniq_m in_m] ->] := counts_size (sums_eq (fun=> iff_refl _) (fun x _ => ones x) sum_s).
have [r [uniq_r in_r] ->] := counts_size (sums_eq (fun=> iff_refl _) (fun p _ => ones (t p)) sum_n).
rewrite lez_nat -(size_map t r); apply: uniq_leq_size => // x; rewrite -in_m => /values[p hp <-].
by apply: map_f; rewrite -in_r.
Qed.

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

(* What is added. *)
Section Moved.

Variables (U : eqType) (ga : pred T) (gb : pred U) (fa : T -> int) (fb : U -> int) (f : T -> U) (a b : int).
Hypotheses (sum_a : sums_to ga fa a) (sum_b : sums_to gb fb b).
Hypothesis inside : forall x, ga x -> gb (f x).
Hypothesis no_less : forall x, ga x -> fa x <= fb (f x).
Hypothesis differ : forall x y, ga x -> ga y -> f x = f y -> x = y.
Hypothesis ge0 : forall y, gb y -> 0 <= fb y.

Lemma moved_but (left_out : pred U) :
  (forall x, ga x -> ~~ left_out (f x)) -> exists2 s, sums_to (fun y => gb y && left_out y) fb s & a + s <= b.
Proof.
move=> not_met; have [m [uniq_m in_m] ->] := sum_a; have [r [uniq_r in_r] ->] := sum_b.
exists (\sum_(y <- r | left_out y) fb y).
  exists [seq y <- r | left_out y]; last by rewrite big_filter.
  split; first by rewrite filter_uniq.
  by move=> y; rewrite mem_filter; split=> [/andP[/in_r ? ?]|/andP[? /in_r ?]]; apply/andP.
rewrite [X in _ <= X](bigID left_out) /= addrC ler_add2l.
apply: (@le_trans _ _ (\sum_(y <- [seq f x | x <- m]) fb y)).
  by rewrite big_map [X in X <= _]big_seq [X in _ <= X]big_seq; apply: ler_sum => x /in_m /no_less.
rewrite -[X in _ <= X]big_filter; set s := [seq y <- r | _]; set q := [seq f x | x <- m].
have sub : {subset q <= s}.
  by move=> y /mapP[x /in_m gx ->]; rewrite mem_filter not_met //=; apply/in_r/inside.
have uniq_q : uniq q by rewrite map_inj_in_uniq // => x y /in_m gx /in_m gy; apply: differ.
have same : perm_eq [seq y <- s | y \in q] q.
  apply: uniq_perm; rewrite ?filter_uniq // => y; rewrite mem_filter.
  by apply/andP/idP => [[]//|in_y]; split=> //; apply: sub.
rewrite -(perm_big _ same) big_filter [X in _ <= X](bigID (mem q)) /= ler_addl big_seq_cond.
by apply: sumr_ge0 => y /andP[]; rewrite mem_filter => /andP[_ /in_r /ge0].
Qed.

Theorem moved : a <= b.
Proof.
have [//|s sum_s le_b] := @moved_but pred0; apply: le_trans le_b.
have {sum_s} -> : s = 0; last by rewrite addr0.
by case: sum_s => [[|y m] [_ in_m] ->]; rewrite ?big_nil //; have := mem_head y m; rewrite -in_m andbF.
Qed.

Theorem moved_beside (y : U) : (forall x, ga x -> f x <> y) -> gb y -> a + fb y <= b.
Proof.
move=> not_met gy; have [x /not_met /eqP //|s sum_s le_b] := @moved_but (pred1 y).
have -> : fb y = s; last by [].
case: sum_s => m [uniq_m in_m] ->; have -> : m = [:: y]; last by rewrite big_seq1.
apply: perm_small_eq => //; apply: uniq_perm => // z; rewrite inE.
by apply/idP/eqP => [/in_m /andP[_ /eqP]|->] //; apply/in_m; rewrite gy /= eqxx.
Qed.

End Moved.

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

Lemma packed_list (length begin : T -> int) (k : nat) (r : seq T) (low high : int) :
  (size r < k)%N -> uniq r -> low <= high -> (forall x, x \in r -> low <= begin x /\ begin x + length x <= high) ->
  (forall x y, x \in r -> y \in r -> x <> y -> begin y + length y <= begin x \/ begin x + length x <= begin y) ->
  \sum_(x <- r) length x <= high - low.
Proof.
elim: k r low high => // k IH [|x r] low high; first by rewrite big_nil subr_ge0.
move=> small /andP[not_x uniq_r] ordered within apart; have [low_x x_high] := within x (mem_head _ _).
have rest y : y \in r -> y \in x :: r by rewrite inE orbC => ->.
pose before y := begin y + length y <= begin x.
have after y : y \in r -> ~~ before y -> begin x + length x <= begin y.
  move=> in_y /negP not_before; have [|//|//] := apart x y (mem_head _ _) (rest y in_y).
  by move=> eq_xy; rewrite eq_xy in_y in not_x.
have fewer (p : pred T) : (size [seq y <- r | p y] < k)%N.
  by apply: leq_ltn_trans (small : size r < k)%N; rewrite size_filter count_size.
have le_before : \sum_(y <- [seq y <- r | before y]) length y <= begin x - low.
  apply: (IH _ _ _ (fewer _) (filter_uniq _ uniq_r)) => // [y|y z]; rewrite !mem_filter.
    by move=> /andP[? /rest /within[]].
  by move=> /andP[_ /rest ?] /andP[_ /rest ?]; apply: apart.
have le_after : \sum_(y <- [seq y <- r | ~~ before y]) length y <= high - (begin x + length x).
  apply: (IH _ _ _ (fewer _) (filter_uniq _ uniq_r)) => // [y|y z]; rewrite !mem_filter.
    by move=> /andP[not_before in_y]; split; [apply: after | have [] := within y (rest y in_y)].
  by move=> /andP[_ /rest ?] /andP[_ /rest ?]; apply: apart.
rewrite big_cons (bigID before) /= -big_filter -[X in _ + (_ + X)]big_filter.
have -> : high - low = length x + (begin x - low + (high - (begin x + length x))).
  by rewrite opprD [begin x - low]addrC addrACA [begin x + (_ - _)]addrA subrr add0r [RHS]addrC subrK addrC.
by rewrite ler_add2l ler_add.
Qed.

(* What takes no time may lie anywhere. *)
Theorem packed (length begin : T -> int) (total low high : int) :
  sums_to guard length total -> low <= high ->
  (forall x, guard x -> length x != 0 -> low <= begin x /\ begin x + length x <= high) ->
  (forall x y, guard x -> guard y -> length x != 0 -> length y != 0 -> x <> y ->
    begin y + length y <= begin x \/ begin x + length x <= begin y) -> total <= high - low.
Proof.
move=> [m [uniq_m in_m] ->] ordered within apart.
have -> : \sum_(x <- m) length x = \sum_(x <- [seq x <- m | length x != 0]) length x.
  by rewrite big_filter [RHS]big_mkcond /=; apply: eq_bigr => x _; case: eqP.
apply: (packed_list (ltnSn _) (filter_uniq _ uniq_m) ordered) => [x|x y]; rewrite !mem_filter.
  by move=> /andP[? /in_m ?]; apply: within.
by move=> /andP[? /in_m ?] /andP[? /in_m ?]; apply: apart.
Qed.

End Mappings.

Theorem interval (guard : pred int) (n low high : int) :
  counts_to guard n ->
  ((forall v, low <= v <= high -> guard v) -> high - low + 1 <= n) /\
  ((forall v, guard v -> low <= v <= high) -> 0 <= high - low + 1 -> n <= high - low + 1).
Proof.
move=> number; split=> [inside|inside]; first exact: (@out_of_range _ _ _ number id).
move=> ge0; have ordered : low <= high + 1 by rewrite -subr_ge0 addrAC.
have := @into_range _ guard n number id low high [::] ordered isT.
by rewrite subr0; apply=> // v /inside.
Qed.
