(* Products of numbers, and of two sums.

   `products` and `squared`, in a certificate ["products"] and ["squared"], are about numbers.  `pairwise` and `pair_left` are about a
   product of two sums over one variable each, and a combination of others over one or two variables of the same sort; in a
   certificate ["pairwise", b, c, k, s, ...] and so on.  Used where pairs are counted: edges of a clique, edges between two sides. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums combinations.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem products (a b : int) : 0 <= a -> 0 <= b -> 0 <= a * b.
Proof. exact: mulr_ge0. Qed.

Theorem squared (a : int) : a ^+ 2 = a * a.
Proof. exact: expr2. Qed.

(* A sum may be taken over more values, if it is of 0 at these. *)
Lemma sum_within (T : eqType) (l r : seq T) (f : T -> int) :
  uniq l -> uniq r -> {subset l <= r} -> (forall x, x \notin l -> f x = 0) -> \sum_(x <- l) f x = \sum_(x <- r) f x.
Proof.
move=> uniq_l uniq_r sub none; rewrite [RHS](bigID (mem l)) /= [X in _ + X]big1 ?addr0 => [|x /none //].
rewrite -[RHS]big_filter; apply: perm_big; apply: uniq_perm; rewrite ?filter_uniq // => x.
by rewrite mem_filter /=; apply/idP/andP => [in_x|[]//]; split=> //; apply: sub.
Qed.

Section Pairwise.

Variables (T : eqType) (gb gc : pred T) (fb fc : T -> int) (b c : int).
Hypotheses (sum_b : sums_to gb fb b) (sum_c : sums_to gc fc c).

(* The others: over pairs, and over one variable. *)
Variables (J K : Type) (k : J -> int) (gp : J -> pred (T * T)) (fp : J -> T * T -> int) (p : J -> int).
Variables (m : K -> int) (gd : K -> pred T) (fd : K -> T -> int) (d : K -> int).
Hypotheses (sum_p : forall j, sums_to (gp j) (fp j) (p j)) (sum_d : forall i, sums_to (gd i) (fd i) (d i)).
Variables (js : seq J) (ks : seq K).

Let whole : int := \sum_(j <- js) k j * p j + \sum_(i <- ks) m i * d i.
Let pair (q : T * T) : int := \sum_(j <- js) k j * added (gp j) (fp j) q.
Let one (x : T) : int := \sum_(i <- ks) m i * added (gd i) (fd i) x.
Let at_b (x : T) : int := added gb fb x.
Let at_c (x : T) : int := added gc fc x.

(* What the product has more, of two different values and of one. *)
Let more (x y : T) : int := at_b x * at_c y + at_b y * at_c x - (pair (x, y) + pair (y, x)).
Let more_at (x : T) : int := at_b x * at_c x - pair (x, x) - one x.

Lemma twice (extra : seq T) :
  exists r, [/\ uniq r, {subset extra <= r} &
    (b * c - whole) *+ 2 = \sum_(x <- r) \sum_(y <- r | y != x) more x y + (\sum_(x <- r) more_at x) *+ 2].
Proof.
have [rp [uniq_p sub_p] sum_pairs] := sums_commonly k sum_p js.
have [rd [uniq_d sub_d] sum_ones] := sums_commonly m sum_d ks.
have [rb uniq_b sub_b] := sums_members sum_b; have [rc uniq_c sub_c] := sums_members sum_c.
pose r := undup (extra ++ rb ++ rc ++ rd ++ [seq q.1 | q <- rp] ++ [seq q.2 | q <- rp]).
have uniq_r : uniq r by apply: undup_uniq.
have in_r x : (x \in r) = [|| x \in extra, x \in rb, x \in rc, x \in rd, x \in [seq q.1 | q <- rp] | x \in [seq q.2 | q <- rp]].
  by rewrite mem_undup !mem_cat.
exists r; split=> // [x in_x|]; first by rewrite in_r in_x.
have -> : b = \sum_(x <- r) at_b x by apply: sums_over sum_b uniq_r _ => x /sub_b; rewrite in_r => ->; rewrite orbT.
have -> : c = \sum_(x <- r) at_c x by apply: sums_over sum_c uniq_r _ => x /sub_c; rewrite in_r => ->; rewrite !orbT.
have ones : \sum_(i <- ks) m i * d i = \sum_(x <- r) one x.
  rewrite sum_ones; apply: sum_within => // [x|x out]; first by rewrite in_r => ->; rewrite !orbT.
  by apply: nothing_added => i /sub_d sub; apply: contra out; apply: sub.
have pairs : \sum_(j <- js) k j * p j = \sum_(x <- r) \sum_(y <- r) pair (x, y).
  rewrite sum_pairs -big_allpairs; apply: sum_within => //.
  - by apply: allpairs_uniq => // -[? ?] [? ?].
  - case=> x y in_xy; rewrite allpairs_f // in_r; first by rewrite (map_f (fun q => q.1) in_xy) !orbT.
    by rewrite (map_f (fun q => q.2) in_xy) !orbT.
  by move=> q out; apply: nothing_added => j /sub_p sub; apply: contra out; apply: sub.
rewrite /whole ones pairs big_distrlr /=.
have split_diagonal (f : T -> T -> int) :
    \sum_(x <- r) \sum_(y <- r) f x y = \sum_(x <- r) \sum_(y <- r | y != x) f x y + \sum_(x <- r) f x x.
  rewrite -big_split /=; apply: eq_big_seq => x in_x.
  by rewrite (bigD1_seq x) //= addrC.
pose f x y := at_b x * at_c y - pair (x, y).
have -> : \sum_(x <- r) \sum_(y <- r) at_b x * at_c y - (\sum_(x <- r) \sum_(y <- r) pair (x, y) + \sum_(x <- r) one x)
    = \sum_(x <- r) \sum_(y <- r) f x y - \sum_(x <- r) one x.
  rewrite opprD addrA; congr (_ - _); rewrite -sumrB; apply: eq_bigr => x _; by rewrite -sumrB.
have turned : \sum_(x <- r) \sum_(y <- r | y != x) f x y = \sum_(x <- r) \sum_(y <- r | y != x) f y x.
  by rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => x _; apply: eq_bigl => y; rewrite eq_sym.
rewrite split_diagonal -addrA -sumrB mulrnDl; congr (_ + _ *+ 2).
rewrite mulr2n {2}turned -big_split /=; apply: eq_bigr => x _; rewrite -big_split /=; apply: eq_bigr => y _.
by rewrite /f /more opprD addrACA.
Qed.

Theorem pairwise :
  ((forall x y, x != y -> 0 <= more x y) -> (forall x, 0 <= more_at x) -> whole <= b * c) /\
  ((forall x y, x != y -> more x y <= 0) -> (forall x, more_at x <= 0) -> b * c <= whole).
Proof.
have [r [_ _ twice_r]] := twice [::]; split=> off on.
  rewrite -subr_ge0 -(pmulrn_lge0 _ (isT : 0 < 2)%N) twice_r addr_ge0 ?mulrn_wge0 //; last exact: sumr_ge0.
  by apply: sumr_ge0 => x _; apply: sumr_ge0 => y; rewrite eq_sym; apply: off.
rewrite -subr_le0 -(pmulrn_lle0 _ (isT : 0 < 2)%N) twice_r -oppr_ge0 opprD -mulNrn -!sumrN addr_ge0 ?mulrn_wge0 //.
  by apply: sumr_ge0 => x _; rewrite -sumrN; apply: sumr_ge0 => y; rewrite oppr_ge0 eq_sym; apply: off.
by apply: sumr_ge0 => x _; rewrite oppr_ge0.
Qed.

Theorem pair_left (y z : T) :
  (forall u v, u != v -> 0 <= more u v) -> (forall u, 0 <= more_at u) -> y != z -> whole + more y z <= b * c.
Proof.
move=> off on differ; have [r [uniq_r sub twice_r]] := twice [:: y; z].
have in_y : y \in r by rewrite sub ?inE ?eqxx.
have in_z : z \in r by rewrite sub ?inE ?eqxx ?orbT.
have row x : x \in r -> 0 <= \sum_(v <- r | v != x) more x v.
  by move=> _; apply: sumr_ge0 => v; rewrite eq_sym; apply: off.
have at_least u v : u \in r -> v \in r -> u != v -> more u v <= \sum_(w <- r | w != u) more u w.
  move=> _ in_v other; rewrite (big_rem v) //= eq_sym other ler_addl.
  by apply: sumr_ge0 => w; rewrite eq_sym; apply: off.
have same : more z y = more y z by rewrite /more [at_b z * _ + _]addrC [pair (z, y) + _]addrC.
rewrite -subr_ge0 opprD addrA -(pmulrn_lge0 _ (isT : 0 < 2)%N) mulrnDl twice_r mulNrn subr_ge0.
apply: ler_paddr; first by rewrite mulrn_wge0 // sumr_ge0.
have other : z != y by rewrite eq_sym.
have second : more z y <= \sum_(x <- r | x != y) \sum_(v <- r | v != x) more x v.
  rewrite (big_rem z) //= other; apply: ler_paddr; last exact: at_least.
  by apply: sumr_ge0 => x _; apply: sumr_ge0 => v; rewrite eq_sym; apply: off.
by rewrite (bigD1_seq y) //= mulr2n -{2}same; apply: ler_add; first exact: at_least.
Qed.

End Pairwise.
