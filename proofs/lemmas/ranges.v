(* Sums over ranges of whole numbers.

   `short`, `listed`, `range0` and `range1`; in a certificate ["short", a] and so on.  The first two write a sum over a range of at
   most three numbers out.  Their items are names of the certificate: each is its value if its guard holds, else 0.  Used where a
   clause has at most three literals, a layer two neurons, and for the lengths of sequences. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* A number of a range is its first one, moved on. *)
Lemma moved_on (low high v : int) : low <= v <= high -> exists2 k : nat, v = low + k%:Z & k%:Z <= high - low.
Proof.
move=> /andP[le_v v_le]; exists `|v - low|%N; rewrite gez0_abs ?subr_ge0 //; first by rewrite addrC subrK.
exact: ler_sub.
Qed.

Lemma at_most_three (low high v : int) :
  low <= v <= high -> ~~ (2%:Z < high - low) -> [\/ v = low, v = low + 1 | v = low + 2%:Z].
Proof.
move=> /moved_on[k -> le_k]; rewrite -leNgt => /(le_trans le_k).
by case: k {le_k} => [|[|[|k]]] // _; [constructor 1; rewrite addr0 | constructor 2 | constructor 3].
Qed.

Lemma uniq_three (low : int) : uniq [:: low; low + 1; low + 2%:Z].
Proof.
have moved : injective (fun k : nat => low + k%:Z) by move=> j k /addrI [].
by have := map_inj_uniq moved (iota 0 3); rewrite /= addr0 => ->.
Qed.

(* The guard: v lies in the range, and the rest holds. *)
Theorem short (low high s : int) (rest : pred int) (value : int -> int) (item0 item1 item2 : int) :
  let item v := if rest v && (v <= high) then value v else 0 in
  sums_to (fun v => (low <= v <= high) && rest v) value s ->
  item0 = item low -> item1 = item (low + 1) -> item2 = item (low + 2%:Z) ->
  2%:Z < high - low \/ s = item0 + item1 + item2.
Proof.
move=> item sum_s -> -> ->; have [|few] := boolP (2%:Z < high - low); [by left | right].
rewrite (sums_over sum_s (uniq_three low)) => [|v /andP[/at_most_three/(_ few) in_v _]]; last first.
  by rewrite !inE; case: in_v => ->; rewrite eqxx ?orbT.
by rewrite !big_cons big_nil addr0 addrA /added /item lexx !ler_addl /= !(andbC (rest _)).
Qed.

(* The guard: x is the t(p) of some p, which the body bounds, and the rest holds of x. *)
Theorem listed (T : eqType) (low high s : int) (guard rest : pred T) (t : int -> T) (body : int -> T -> bool) (value : T -> int)
    (item0 item1 item2 : int) :
  let here p := body p (t p) in
  let again p q := here q && (t p == t q) in
  let p0 := low in let p1 := low + 1 in let p2 := low + 2%:Z in
  (forall p x, body p x -> low <= p <= high) ->
  (forall x, guard x <-> rest x /\ exists p, x = t p /\ body p x) ->
  sums_to guard value s ->
  item0 = (if here p0 && rest (t p0) then value (t p0) else 0) ->
  item1 = (if [&& here p1, rest (t p1) & ~~ again p1 p0] then value (t p1) else 0) ->
  item2 = (if [&& here p2, rest (t p2), ~~ again p2 p0 & ~~ again p2 p1] then value (t p2) else 0) ->
  2%:Z < high - low \/ s = item0 + item1 + item2.
Proof.
move=> here again p0 p1 p2 within guardP sum_s -> -> ->.
have [|few] := boolP (2%:Z < high - low); [by left | right].
set c0 := here p0 && _; set c1 := [&& here p1, _ & _]; set c2 := [&& here p2, _, _ & _].
pose m := nseq c0 (t p0) ++ nseq c1 (t p1) ++ nseq c2 (t p2).
have in_m x : x \in m = [|| c0 && (x == t p0), c1 && (x == t p1) | c2 && (x == t p2)].
  by rewrite !mem_cat !mem_nseq; case: (c0); case: (c1); case: (c2).
have in0 : here p0 -> rest (t p0) -> t p0 \in m by move=> h r; rewrite in_m /c0 h r eqxx.
have in1 : here p1 -> rest (t p1) -> t p1 \in m.
  move=> h r; have [/andP[h0 /eqP same]|new] := boolP (again p1 p0); first by rewrite same in0 // -same.
  by rewrite in_m /c1 h r new eqxx orbT.
have in2 : here p2 -> rest (t p2) -> t p2 \in m.
  move=> h r; have [/andP[h0 /eqP same]|new0] := boolP (again p2 p0); first by rewrite same in0 // -same.
  have [/andP[h1 /eqP same]|new1] := boolP (again p2 p1); first by rewrite same in1 // -same.
  by rewrite in_m /c2 h r new0 new1 eqxx !orbT.
apply: (sums_unique sum_s); exists m; last first.
  by rewrite /m !big_cat !big_nseq /= addrA; case: (c0); case: (c1); case: (c2); rewrite /= ?addr0.
split=> [|x]; last first.
  rewrite guardP; split=> [[rest_x [p [x_is body_p]]]|].
    have in_p := at_most_three (within _ _ body_p) few.
    by move: body_p rest_x; rewrite x_is; case: in_p => ->; [apply: in0 | apply: in1 | apply: in2].
  rewrite in_m => /or3P[] /andP[]; [case/andP | case/and3P | case/and4P] => h r; [move=> /eqP -> | move=> _ /eqP -> | move=> _ _ /eqP ->];
    by split=> //; eexists; split=> //; apply: h.
have -> : uniq m = [&& ~~ [&& c0, c1 & t p1 == t p0], ~~ [&& c0, c2 & t p2 == t p0] & ~~ [&& c1, c2 & t p2 == t p1]].
  rewrite /m; case: (c0); case: (c1); case: (c2) => //=; rewrite ?inE ?negb_or ?andbT //= ?(eq_sym (t p0)) ?(eq_sym (t p1) (t p2)) ?andbA //.
rewrite /c0 /c1 /c2 /again; case: (here p0); case: (here p1); case: (t p1 == t p0); case: (t p2 == t p0); case: (t p2 == t p1);
  by rewrite ?andbF.
Qed.

(* How many values an outer variable has: its number, or of a range the length, which is negative if the ends are further apart. *)
Inductive number_of : forall O : eqType, pred O -> int -> Prop :=
| members_counted (O : eqType) (own : pred O) n of counts_to own n : number_of own n
| range_length (own : pred int) low high of (forall o, own o = (low <= o <= high)) : number_of own (high - low + 1).

Lemma counts_range (low high : int) (own : pred int) :
  (forall o, own o = (low <= o <= high)) -> 0 <= high - low + 1 -> counts_to own (high - low + 1).
Proof.
move=> ownP; case n_is: (high - low + 1) => [n|//] _.
exists [seq low + k%:Z | k <- iota 0 n]; last first.
  by rewrite big_map big_const_seq count_predT size_iota iter_addr_0 -natz.
split=> [|o]; first by rewrite map_inj_uniq ?iota_uniq // => j k /addrI [].
rewrite ownP; split=> [in_o|/mapP[k]].
  have [k o_is le_k] := moved_on in_o; apply/mapP; exists k => //.
  by rewrite mem_iota /= add0n -ltz_nat -n_is -ltz_addr1 in le_k *.
rewrite mem_iota /= add0n => lt_k ->; rewrite ler_addl /= -ler_subr_addl -ltz_addr1 n_is.
by rewrite ltz_nat.
Qed.

Lemma number_counts (O : eqType) (own : pred O) n : number_of own n -> n < 0 \/ counts_to own n.
Proof.
case=> {O own n} [O own n|own low high ownP]; [by right | have [|ge0] := ltP (high - low + 1) 0; [by left|]].
by right; apply: counts_range.
Qed.

Lemma number_counts_own (O : eqType) (own : pred O) n o : number_of own n -> own o -> counts_to own n.
Proof.
move=> n_is; case: O own n / n_is o => [//|own low high ownP o in_o]; apply: counts_range => //.
by move: in_o; rewrite ownP => /andP[ge le]; rewrite addr_ge0 // subr_ge0 (le_trans ge).
Qed.

Section Ranges.

Variables (O : eqType) (own : pred O) (number n : int).
Hypotheses (number_is : counts_to own number) (n_is : number_of own n).

Theorem range0 : n < 0 \/ number = n.
Proof. by have [|counts] := number_counts n_is; [left | right; apply: sums_unique counts]. Qed.

(* The same, where the second variable is outside. *)
Theorem range1 : n < 0 \/ number = n.
Proof. exact: range0. Qed.

End Ranges.
