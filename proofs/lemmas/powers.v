(* Sums of powers of one base, digit by digit: `digits`; and what is known of a power: `power`, `bits`.

   In a certificate ["digits", c, a, ...] is about sums a, ... of powers of a base b, each times a weight, with whole numbers
   c, ... .  Such a sum has each exponent with some weight in all, how often it occurs if the weights are 1, and the combination
   of these numbers is a digit, of any sign.  If all digits from 0 on are less than the base, and the combination of the sums
   is 0, then all of these digits are 0.  If all digits are 0, so is the combination. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* A power of a whole number; 0 if the exponent is negative. *)
Definition power (b e : int) : int := if 0 <= e then b ^+ `|e|%N else 0.

Theorem axiom_power (b k : int) : 1 <= b -> 0 <= k -> 1 <= power b k.
Proof. by move=> b_ge1 k_ge0; rewrite /power k_ge0 exprn_ege1. Qed.

(* `bits`: a number of digits. *)
Theorem axiom_bits : exists bits : int -> int, forall v, 0 <= bits v /\ v < power 2%:Z (bits v).
Proof.
exists (fun v => `|v|%N%:Z) => v; split; first by rewrite lez_nat.
rewrite /power lez_nat /=; apply: (@le_lt_trans _ _ `|v|%N%:Z); first by rewrite abszE ler_norm.
have ->: 2%:Z ^+ `|v| = (2 ^ `|v|)%N by rewrite -!natz natrX.
by rewrite ltz_nat ltn_expl.
Qed.

Section Digits.

Variable b : int.

Lemma small_multiple (d q : int) : `|d| < b -> d = b * q -> q = 0.
Proof.
move=> small eq_d; apply/eqP; apply: contraTT small => q_neq0.
have [b_le0|b_gt0] := leP b 0; first by rewrite -leNgt; apply: le_trans b_le0 _.
by rewrite -leNgt eq_d normrM gtr0_norm // ler_pmulr // -gtz0_ge1 normr_gt0.
Qed.

Lemma digits_unique (n : nat) (d : nat -> int) :
  (forall k, `|d k| < b) -> \sum_(k < n) d k * b ^+ k = 0 -> forall k, (k < n)%N -> d k = 0.
Proof.
elim: n d => // n IH d small; rewrite big_ord_recl expr0 mulr1 => sum0.
pose rest : int := \sum_(k < n) d k.+1 * b ^+ k.
have eq_rest : \sum_(i < n) d (lift ord0 i) * b ^+ lift ord0 i = b * rest.
  by rewrite mulr_sumr; apply: eq_bigr => i _; rewrite /bump /= exprS mulrCA.
have eq0 : d 0%N = b * - rest by move: sum0; rewrite eq_rest mulrN => /eqP; rewrite addr_eq0 => /eqP.
have rest0 : rest = 0 by apply/eqP; rewrite -oppr_eq0; apply/eqP; apply: small_multiple (small 0%N) eq0.
by case=> [_|k lt_k]; [rewrite eq0 rest0 oppr0 mulr0 | apply: (IH (fun k => d k.+1))].
Qed.

(* Coefficients with exponents, one after another. *)
Implicit Type terms : seq (int * int).
Definition total terms : int := \sum_(t <- terms) t.1 * power b t.2.
Definition digit terms (k : int) : int := \sum_(t <- terms) t.1 * (t.2 == k)%:R.

Lemma total_digits terms n :
  all (fun t => t.2 < n%:Z) terms -> total terms = \sum_(k < n) digit terms k%:Z * b ^+ k.
Proof.
move=> /allP below; rewrite /digit.
have -> : \sum_(k < n) (\sum_(t <- terms) t.1 * (t.2 == k%:Z)%:R) * b ^+ k
        = \sum_(t <- terms) \sum_(k < n) t.1 * (t.2 == k%:Z)%:R * b ^+ k.
  by rewrite exchange_big; apply: eq_bigr => k _; rewrite mulr_suml.
apply: eq_big_seq => -[c e] /below /=; case: e => [e|e] lt_n; last first.
  by rewrite /power /= mulr0 big1 // => k _; rewrite mul0r.
rewrite (bigD1 (Ordinal (lt_n : (e < n)%N))) //= eqxx mulr1 big1 ?addr0 // => k neq_k.
by rewrite eqz_nat eq_sym (negPf (_ : (k : nat) != e)) ?mulr0 ?mul0r //; apply: contraNneq neq_k => eq_k; apply/eqP/val_inj.
Qed.

Lemma bounded terms : exists n, all (fun t => t.2 < n%:Z) terms.
Proof.
elim: terms => [|[c e] terms [n below]]; first by exists 0%N.
exists (maxn n `|e|.+1)%N; rewrite /= (_ : e < _); last first.
  by apply: le_lt_trans (lez_abs e) _; rewrite ltz_nat leq_max ltnSn orbT.
by apply: sub_all below => t lt_n; apply: lt_le_trans lt_n _; rewrite lez_nat leq_maxl.
Qed.

Variables (J : Type) (c : J -> int) (T : J -> eqType) (guard : forall j, T j -> Prop) (e : forall j, T j -> int).
Variables (weight : forall j, T j -> int) (s : J -> int) (often : J -> int -> int).
Hypothesis sum_s : forall j, sums_to (guard (j := j)) (fun x => weight x * power b (e x)) (s j).
Hypothesis often_is : forall j k, sums_to (fun x => guard (j := j) x /\ e x = k) (weight (j := j)) (often j k).

Lemma sum_terms (js : seq J) :
  exists terms, total terms = \sum_(j <- js) c j * s j /\ forall k, digit terms k = \sum_(j <- js) c j * often j k.
Proof.
elim: js => [|j js [terms [eq_total eq_digit]]]; first by exists [::]; split=> [|k]; rewrite ?/total ?/digit !big_nil.
have [m [uniq_m in_m] eq_s] := sum_s j; exists ([seq (c j * weight x, e x) | x <- m] ++ terms); split=> [|k].
  rewrite /total big_cat big_map big_cons -eq_total eq_s mulr_sumr; congr (_ + _).
  by apply: eq_bigr => x _; rewrite mulrA.
rewrite /digit big_cat big_map big_cons -eq_digit; congr (_ + _).
rewrite (eq_bigr (fun x => c j * (weight x * (e x == k)%:R))); last by move=> x _; rewrite mulrA.
rewrite -mulr_sumr; congr (_ * _); have [r [uniq_r in_r] ->] := often_is j k.
rewrite (eq_bigr (fun x => if e x == k then weight x else 0)); last by move=> x _; case: eqP; rewrite ?mulr1 ?mulr0.
rewrite -big_mkcond -big_filter; apply: perm_big; apply: uniq_perm; rewrite ?filter_uniq // => x.
rewrite mem_filter; apply/andP/idP => [[/eqP eq_k /in_m gx]|/in_r [gx ->]]; first by apply/in_r.
by rewrite eqxx; split=> //; apply/in_m.
Qed.

Lemma small_digits (js : seq J) :
  (forall k, 0 <= k -> `|\sum_(j <- js) c j * often j k| < b) -> \sum_(j <- js) c j * s j = 0 ->
  forall k, 0 <= k -> \sum_(j <- js) c j * often j k = 0.
Proof.
have [terms [<- eq_digit]] := sum_terms js; move=> small total0 [k|//] _; rewrite -eq_digit.
have [n below] := bounded terms.
have below_k : all (fun t => t.2 < (maxn n k.+1)%:Z) terms.
  by apply: sub_all below => t lt_n; apply: lt_le_trans lt_n _; rewrite lez_nat leq_maxl.
apply: (digits_unique (n := maxn n k.+1) (d := fun i => digit terms i%:Z)); last by rewrite leq_max ltnSn orbT.
  by move=> i; rewrite eq_digit; apply: small.
by rewrite -total_digits.
Qed.

Lemma no_digits (js : seq J) :
  (forall k, \sum_(j <- js) c j * often j k = 0) -> \sum_(j <- js) c j * s j = 0.
Proof.
have [terms [<- eq_digit]] := sum_terms js; move=> all0; have [n below] := bounded terms.
by rewrite (total_digits below) big1 // => k _; rewrite eq_digit all0 mul0r.
Qed.

Theorem digits (js : seq J) :
  ((forall k, 0 <= k -> `|\sum_(j <- js) c j * often j k| < b) -> \sum_(j <- js) c j * s j = 0 ->
   forall k, 0 <= k -> \sum_(j <- js) c j * often j k = 0) /\
  ((forall k, \sum_(j <- js) c j * often j k = 0) -> \sum_(j <- js) c j * s j = 0).
Proof. by split; [apply: small_digits | apply: no_digits]. Qed.

End Digits.
