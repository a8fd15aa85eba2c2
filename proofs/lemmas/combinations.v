(* Combinations of sums, summand by summand.

   `monotone`, `nonnegative`, `add`, `part`, `strict` and `but_one`; in a certificate ["monotone", a, b] and so on, each for sums over variables of
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

Theorem part (x : T) : ga x -> (forall y, ga y -> 0 <= fa y) -> fa x <= a.
Proof.
move=> gx ge0; have [r uniq_r sub_r] := sums_members sum_a; rewrite (sums_over sum_a uniq_r sub_r).
rewrite (bigD1_seq x) ?sub_r //= {1}/added gx ler_addl; apply: sumr_ge0 => y _.
by rewrite /added; case: ifP => // /ge0.
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

Theorem but_one (y : T) :
  (forall x, x != y -> added ga fa x <= added gb fb x) -> a - added ga fa y <= b - added gb fb y.
Proof.
move=> le_ab; have [r [uniq_r sub_a sub_b] [-> ->]] := sums_common sum_a sum_b.
have [in_y|not_in] := boolP (y \in r).
  by rewrite !(bigD1_seq y) //= [added ga fa y + _]addrC [added gb fb y + _]addrC !addrK; apply: ler_sum => x /le_ab.
have none g f : {subset g <= r} -> added g f y = 0.
  by move=> sub; rewrite /added; case: ifP => // gy; move: not_in; rewrite sub.
rewrite !none // !subr0 !big_seq; apply: ler_sum => x in_x; apply: le_ab.
by apply: contraTneq in_x => ->.
Qed.

End Combinations.

(* `squares`, in a certificate ["squares"]: of c = a + b and d = a - b. *)
Theorem squares (a b c d : int) : c = a + b -> d = a - b -> c ^+ 2 + d ^+ 2 - (a ^+ 2 + b ^+ 2) *+ 2 = 0.
Proof. by move=> -> ->; rewrite sqrrD sqrrB addrACA (addrACA (a ^+ 2)) subrr addr0 addrACA -mulr2n subrr. Qed.

(* Whole multiples of any number of sums: `combined`, and `outdone`, if one part is less than 0; in a certificate
   ["combined", c, a, ...] and ["outdone", c, a, ...].  The sums are over the same variables,
   after sums in a summand are joined with them (`sums_joined`), and variables are put in another order (`sums_ordered`). *)
Section Combined.

Variables (J : Type) (T : eqType) (c : J -> int) (guard : J -> pred T) (f : J -> T -> int) (s : J -> int).
Hypothesis sum_s : forall j, sums_to (guard j) (f j) (s j).

Lemma sums_commonly (js : seq J) :
  exists2 r, uniq r /\ forall j, List.In j js -> {subset guard j <= r} &
    \sum_(j <- js) c j * s j = \sum_(x <- r) \sum_(j <- js) c j * added (guard j) (f j) x.
Proof.
have [r [uniq_r sub_r]] : exists r, uniq r /\ forall j, List.In j js -> {subset guard j <= r}.
  elim: js => [|j js [r [uniq_r sub_r]]]; first by exists [::].
  have [q _ sub_q] := sums_members (sum_s j); exists (undup (q ++ r)); rewrite undup_uniq; split=> // i.
  by case=> [<-|/sub_r sub_i] x gx; rewrite mem_undup mem_cat ?(sub_q _ gx) ?(sub_i _ gx) ?orbT.
exists r => //; elim: js sub_r => [|j js IH] sub_r; first by rewrite big_nil big1 // => x _; rewrite big_nil.
have sub_j : {subset guard j <= r} by apply: sub_r; left.
rewrite big_cons IH; last by move=> i in_i; apply: sub_r; right.
rewrite (sums_over (sum_s j) uniq_r sub_j) mulr_sumr -big_split /=.
by apply: eq_bigr => x _; rewrite big_cons.
Qed.

(* Where no guard holds, nothing is added. *)
Lemma nothing_added (js : seq J) (y : T) :
  (forall j, List.In j js -> ~~ guard j y) -> \sum_(j <- js) c j * added (guard j) (f j) y = 0.
Proof.
elim: js => [|j js IH] no; first by rewrite big_nil.
rewrite big_cons IH; last by move=> i in_i; apply: no; right.
by rewrite /added (negbTE (no j (or_introl erefl))) mulr0 addr0.
Qed.

Theorem combined (js : seq J) :
  ((forall x, \sum_(j <- js) c j * added (guard j) (f j) x <= 0) -> \sum_(j <- js) c j * s j <= 0) /\
  ((forall x, \sum_(j <- js) c j * added (guard j) (f j) x = 0) -> \sum_(j <- js) c j * s j = 0).
Proof.
have [r _ ->] := sums_commonly js; split=> part; last by apply: big1.
by rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => x _; rewrite oppr_ge0.
Qed.

Theorem outdone (js : seq J) (y : T) :
  (forall x, \sum_(j <- js) c j * added (guard j) (f j) x <= 0) ->
  \sum_(j <- js) c j * added (guard j) (f j) y < 0 -> \sum_(j <- js) c j * s j < 0.
Proof.
move=> le0 lt_y; have [r [_ sub_r] ->] := sums_commonly js.
have in_y : y \in r.
  apply: contraTT lt_y => not_in; rewrite nothing_added ?ltxx // => j in_j.
  by apply: contra not_in; apply: sub_r in_j _.
rewrite (big_rem y) //= -[X in _ < X]addr0; apply: ltr_le_add => //.
by rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => x _; rewrite oppr_ge0.
Qed.

End Combined.

(* A sum of sums is one sum over all variables. *)
Lemma sums_joined (T U : eqType) (g : pred T) (h : T -> pred U) (f : T -> U -> int) (inner : T -> int) (s : int) :
  (forall x, sums_to (h x) (f x) (inner x)) -> sums_to g inner s -> sums_to (fun p => g p.1 && h p.1 p.2) (fun p => f p.1 p.2) s.
Proof.
move=> sum_inner [m [uniq_m in_m] ->].
have [rows [rows_uniq rows_are]] : exists rows : T -> seq U,
    (forall x, x \in m -> uniq (rows x)) /\ forall x, x \in m -> (forall y, h x y <-> y \in rows x) /\ inner x = \sum_(y <- rows x) f x y.
  elim: m {uniq_m in_m} => [|x m [rows [rows_uniq rows_are]]]; first by exists (fun=> [::]).
  have [r [uniq_r in_r] eq_r] := sum_inner x; exists (fun z => if z == x then r else rows z).
  by split=> z; rewrite inE; case: eqP => [-> //|_ /=]; [apply: rows_uniq | apply: rows_are].
exists [seq (x, y) | x <- m, y <- rows x]; last first.
  rewrite big_allpairs_dep; apply: eq_big_seq => x in_x; exact: (rows_are x in_x).2.
split.
  by apply: allpairs_uniq_dep => // -[x y] [x' y'] _ _ /= [eq_x eq_y]; move: eq_y; rewrite eq_x => ->.
move=> [x y]; split=> /=.
  by move=> /andP[/in_m in_x hy]; apply/allpairsPdep; exists x, y; split=> //; apply/((rows_are x in_x).1 y).
move=> /allpairsPdep[x' [y' [in_x in_y [-> ->]]]]; apply/andP; split; first exact/in_m.
exact/((rows_are x' in_x).1 y').
Qed.

(* The order of variables does not matter. *)
Lemma sums_ordered (T U : eqType) (g : T -> U -> Prop) (f : T -> U -> int) (s : int) :
  sums_to (fun p => g p.1 p.2) (fun p => f p.1 p.2) s -> sums_to (fun p => g p.2 p.1) (fun p => f p.2 p.1) s.
Proof.
move=> [m [uniq_m in_m] ->]; exists [seq (p.2, p.1) | p <- m]; last by rewrite big_map.
split; first by rewrite map_inj_uniq // => -[x y] [x' y'] /= [-> ->].
move=> [x y]; split=> /= [/(in_m (y, x)) in_p|/mapP[[y' x'] in_p [-> ->]]]; last exact/(in_m (y', x')).
by apply/mapP; exists (y, x).
Qed.
