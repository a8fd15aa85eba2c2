(* The least whole number that a finite set leaves out.

   `least` and `below`; in a certificate ["least", w, k] and ["below", w, k], where w is an unknown subset and the whole number is the
   last argument of its k-th kind of member.  The other arguments are parameters here, and so is the lower end of the range in which
   the subset lies.  The number has a name in the certificate; `least_gap_exists` says that there is one.  Used for witnesses that
   are the first indices of something. *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* t is the least number from `low` on that is left out. *)
Definition least_from (low : int) (out : pred int) (t : int) : Prop :=
  [/\ low <= t, out t & forall q, low <= q -> out q -> t <= q].

(* From a first number on, a number with a property has a least one before it. *)
Lemma least_exists (low : int) (out : pred int) q : low <= q -> out q -> exists t, least_from low out t.
Proof.
move=> le_q out_q; pose P (k : nat) := out (low + k%:Z).
have exP : exists k, P k by exists `|q - low|%N; rewrite /P gez0_abs ?subr_ge0 // addrC subrK.
exists (low + (ex_minn exP)%:Z); case: ex_minnP => k out_k min_k; split=> // [|p le_p out_p].
  by rewrite ler_addl.
have p_is : p = low + `|p - low|%N%:Z by rewrite gez0_abs ?subr_ge0 // addrC subrK.
by rewrite p_is ler_add2l lez_nat; apply: min_k; rewrite /P -p_is.
Qed.

(* Of infinitely many numbers, a finite set leaves one out. *)
Lemma least_gap_exists (low : int) (out : pred int) (members : seq int) :
  (forall q, ~~ out q -> q \in members) -> exists t, least_from low out t.
Proof.
move=> in_members; pose ks := [seq low + k%:Z | k <- iota 0 (size members).+1].
have [/hasP[q]|/hasPn none] := boolP (has out ks).
  by case/mapP=> k _ ->; apply: least_exists; rewrite ler_addl.
have : (size ks <= size members)%N.
  apply: uniq_leq_size => [|q in_q]; last exact: in_members (none q in_q).
  by rewrite map_inj_uniq ?iota_uniq // => j k /addrI [].
by rewrite size_map size_iota ltnn.
Qed.

Section LeastGaps.

Variables (low t : int) (out : pred int).
Hypothesis t_is : least_from low out t.

Theorem least q : low <= q -> out q -> [/\ out t, low <= t & t <= q].
Proof. by have [le_t out_t min_t] := t_is => le_q out_q; split=> //; apply: min_t. Qed.

Theorem below : low <= t - 1 -> ~~ out (t - 1).
Proof.
have [_ _ min_t] := t_is => le_t; apply/negP => /(min_t _ le_t).
by rewrite ler_subr_addr -ltz_addr1 ltNge ler_add2l.
Qed.

End LeastGaps.
