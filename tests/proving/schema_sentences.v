(* The sentences that the checker of certificates makes of its schemas follow from the theorems about them.

   What is stated here is written by `tests.proving.sentences_in_coq` from the checker's own lemmas, about sums over symbols of which
   nothing is known; each sentence as the falsity of its negation.  `test_lemmas` compares, and compiles this file. *)

From mathcomp Require Import all_ssreflect all_algebra.
From Certify Require Import finite_sums combinations members ranges pairs least_gaps powers mappings.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Ltac contra_in := match goal with H : is_true (~~ ?b), K : is_true ?b |- _ => by rewrite K in H end.
Ltac split_ors := repeat match goal with H : _ \/ _ |- _ => destruct H; try by []; try contra_in end.
Ltac by_cases x p q r :=
  rewrite /added; case: (in_mem x p); case: (in_mem x q); case: (in_mem x r); rewrite /= ?addr0 ?add0r => *; split_ors; by [].

Section monotone_a_b.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.
Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.

Theorem monotone_a_b : (forall (l : L_label), (l \notin p \/ l \in q \/ f l <= 0)) /\ (forall (l : L_label), (l \in p \/ l \notin q \/ 0 <= g l)) /\ (forall (l : L_label), (l \notin p \/ l \notin q \/ f l <= g l)) /\ b < a -> False.
Proof.
case=> [h1 [h2 [h3]]]; rewrite ltNge => /negP; apply; apply: (monotone a_is b_is) => x.
move: (h1 x) (h2 x) (h3 x); by_cases x (mem p) (mem q) (mem r).
Qed.

End monotone_a_b.

Section monotone_a_zero.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.

Theorem monotone_a_zero : (forall (l : L_label), (l \notin p \/ f l <= 0)) /\ 0 < a -> False.
Proof.
case=> [h1]; rewrite ltNge => /negP; apply; apply: (monotone a_is (sums_nothing f)) => x; move: (h1 x); by_cases x (mem p) (mem q) (mem r).
Qed.

End monotone_a_zero.

Section monotone_zero_b.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.

Theorem monotone_zero_b : (forall (l : L_label), (l \notin q \/ 0 <= g l)) /\ b < 0 -> False.
Proof.
case=> [h1]; rewrite ltNge => /negP; apply; apply: (monotone (sums_nothing g) b_is) => x; move: (h1 x); by_cases x (mem p) (mem q) (mem r).
Qed.

End monotone_zero_b.

Section nonnegative_a.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.

Theorem nonnegative_a : (forall (l : L_label), (l \notin p \/ 0 <= f l)) /\ a < 0 -> False.
Proof.
case=> [h1]; rewrite ltNge => /negP; apply; apply: (nonnegative a_is) => x; move: (h1 x); by_cases x (mem p) (mem q) (mem r).
Qed.

End nonnegative_a.

Section add_a_b_c.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.
Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.
Variable c : int.
Hypothesis c_is : sums_to (fun l : L_label => l \in r) (fun l : L_label => h l) c.

Theorem add_a_b_c : (forall (l : L_label), (l \notin p \/ l \in q \/ l \in r \/ f l = 0)) /\ (forall (l : L_label), (l \in p \/ l \notin q \/ l \in r \/ g l = 0)) /\ (forall (l : L_label), (l \notin p \/ l \notin q \/ l \in r \/ f l + g l = 0)) /\ (forall (l : L_label), (l \in p \/ l \in q \/ l \notin r \/ h l = 0)) /\ (forall (l : L_label), (l \notin p \/ l \in q \/ l \notin r \/ f l = h l)) /\ (forall (l : L_label), (l \in p \/ l \notin q \/ l \notin r \/ g l = h l)) /\ (forall (l : L_label), (l \notin p \/ l \notin q \/ l \notin r \/ f l + g l = h l)) /\ a + b != c -> False.
Proof.
case=> [h1 [h2 [h3 [h4 [h5 [h6 [h7 /eqP]]]]]]]; apply; apply: (add a_is b_is c_is) => x.
move: (h1 x) (h2 x) (h3 x) (h4 x) (h5 x) (h6 x) (h7 x); by_cases x (mem p) (mem q) (mem r).
Qed.

End add_a_b_c.

Section strict_a_b.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.
Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.

Theorem strict_a_b : (exists (l : L_label), (forall (l2 : L_label), (l2 \notin p \/ l2 \in q \/ f l2 <= 0)) /\ (forall (l2 : L_label), (l2 \in p \/ l2 \notin q \/ 0 <= g l2)) /\ (forall (l2 : L_label), (l2 \notin p \/ l2 \notin q \/ f l2 <= g l2)) /\ (l \in p /\ l \notin q /\ f l < 0 \/ l \notin p /\ l \in q /\ 0 < g l \/ l \in p /\ l \in q /\ f l < g l) /\ b <= a) -> False.
Proof.
case=> y [h1 [h2 [h3 [at_y]]]]; rewrite leNgt => /negP; apply; apply: (strict a_is b_is (y := y)) => [x|].
  move: (h1 x) (h2 x) (h3 x); by_cases x (mem p) (mem q) (mem r).
move: at_y; rewrite /added; case: (y \in p); case: (y \in q) => /= at_y; repeat match goal with H : _ \/ _ |- _ => destruct H end;
  repeat match goal with H : _ /\ _ |- _ => destruct H end; by [].
Qed.

End strict_a_b.

Section but_one_a_b.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.
Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.

Theorem but_one_a_b : (exists (l : L_label), (forall (l2 : L_label), (l2 = l \/ (l2 \notin p \/ l2 \in q \/ f l2 <= 0) /\ (l2 \in p \/ l2 \notin q \/ 0 <= g l2) /\ (l2 \notin p \/ l2 \notin q \/ f l2 <= g l2))) /\ (l \in p /\ l \in q /\ b + f l < a + g l \/ l \in p /\ l \notin q /\ b + f l < a \/ l \notin p /\ l \in q /\ b < a + g l \/ l \notin p /\ l \notin q /\ b < a)) -> False.
Proof.
case=> l [below above].
have le_ab : a - added (mem p) f l <= b - added (mem q) g l.
  apply: (but_one a_is b_is) => x /eqP not_l; case: (below x) => [//|[h1 [h2 h3]]]; move: h1 h2 h3; by_cases x (mem p) (mem q) (mem r).
move: le_ab above; rewrite ler_subl_addr addrAC ler_subr_addr /added /=.
case: (l \in p); case: (l \in q); rewrite /= ?addr0 leNgt => /negP no above; split_ors;
  by match goal with H : _ /\ _ |- _ => case: H => ? [] end.
Qed.

End but_one_a_b.

Section but_one_zero_b.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.

Theorem but_one_zero_b : (exists (l : L_label), (forall (l2 : L_label), (l2 = l \/ l2 \notin q \/ 0 <= g l2)) /\ (l \in q /\ b < g l \/ l \notin q /\ b < 0)) -> False.
Proof.
case=> l [below above].
have le_b : 0 - added xpred0 g l <= b - added (mem q) g l.
  apply: (but_one (sums_nothing g) b_is) => x /eqP not_l; move: (below x); by_cases x (mem p) (mem q) (mem r).
move: le_b above; rewrite subr0 subr_ge0 /added /=.
case: (l \in q); rewrite /= leNgt => /negP no above; split_ors; by match goal with H : _ /\ _ |- _ => case: H end.
Qed.

End but_one_zero_b.

Section interval_z.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable z : int.
Hypothesis z_is : sums_to (fun i : int => low <= i /\ i <= high /\ rest i) (fun i : int => 1) z.

Theorem interval_z : (exists (i j : int), ((forall (k : int), (k < i \/ j < k \/ low <= k /\ k <= high /\ rest k)) /\ z + i <= j \/ (forall (k : int), (k < low \/ high < k \/ ~~ (rest k) \/ i <= k /\ k <= j)) /\ i <= j + 1 /\ j + 1 < z + i)) -> False.
Proof.
have number : counts_to (fun k : int => [&& low <= k, k <= high & rest k]) z.
  by apply: (sums_eq _ _ z_is) => // k; split=> [[-> [-> ->]]|/and3P[? ? ?]].
case=> i [j below]; have [least most] := interval i j number; case: below => [[all_in far]|[none_out [ordered more]]].
  have {least} : j - i + 1 <= z.
    by apply: least => k /andP[le_k k_le]; case: (all_in k) => [|[|[-> [-> ->]]] //]; rewrite ltNge ?le_k ?k_le.
  by rewrite addrAC ler_subl_addr lez_addr1 ltNge far.
have {most} : z <= j - i + 1.
  apply: most => [k /and3P[le_k k_le rest_k]|]; last by rewrite addrAC subr_ge0.
  case: (none_out k) => [|[|[|[-> ->]]] //]; rewrite ?rest_k //; by rewrite ltNge ?le_k ?k_le.
by rewrite addrAC ler_subr_addr leNgt more.
Qed.

End interval_z.

Section part_a.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.

Theorem part_a : (exists (l : L_label), (forall (l2 : L_label), (l2 \notin p \/ 0 <= f l2)) /\ l \in p /\ a < f l) -> False.
Proof.
case=> x [not_less [in_x]]; rewrite ltNge => /negP; apply; apply: (part a_is in_x) => y in_y; case: (not_less y) => //.
by rewrite in_y.
Qed.

End part_a.

Section counted_n.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable n : int.
Hypothesis n_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => 1) n.

Theorem counted_n : n < 0 -> False.
Proof.
by rewrite ltNge => /negP; apply; apply: counted n_is.
Qed.

End counted_n.

Section unique_n.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable n : int.
Hypothesis n_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => 1) n.

Theorem unique_n : 1 < n /\ (forall (l l2 : L_label), (l \notin p \/ l2 \notin p \/ l = l2)) -> False.
Proof.
case=> lt_n same; case: (unique n_is) => [|[x [y [in_x in_y differ]]]]; first by rewrite leNgt lt_n.
by have [] := same x y; rewrite ?in_x ?in_y //; case=> //= is_y; rewrite is_y eqxx in differ.
Qed.

End unique_n.

Section two_n.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable n : int.
Hypothesis n_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => 1) n.

Theorem two_n : (exists (l l2 : L_label), l \in p /\ l2 \in p /\ l != l2 /\ n <= 1) -> False.
Proof.
case=> x [y [in_x [in_y [differ]]]]; rewrite leNgt => /negP; apply; exact: (two n_is in_x in_y differ).
Qed.

End two_n.

Section short_d.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable d : int.
Hypothesis d_is : sums_to (fun i : int => low <= i /\ i <= high /\ rest i) (fun i : int => u i) d.
Definition short_d_0 : int := if (rest low) && (low <= high) then u low else 0.
Definition short_d_1 : int := if (rest (low + 1)) && (low < high) then u (low + 1) else 0.
Definition short_d_2 : int := if (rest (low + 2%:Z)) && (low + 1 < high) then u (low + 2%:Z) else 0.

Theorem short_d : (rest low /\ low <= high /\ short_d_0 != u low \/ (~~ (rest low) \/ high < low) /\ short_d_0 != 0 \/ rest (low + 1) /\ low < high /\ short_d_1 != u (low + 1) \/ (~~ (rest (low + 1)) \/ high <= low) /\ short_d_1 != 0 \/ rest (low + 2%:Z) /\ low + 1 < high /\ short_d_2 != u (low + 2%:Z) \/ (~~ (rest (low + 2%:Z)) \/ high <= low + 1) /\ short_d_2 != 0 \/ high <= low + 2%:Z /\ d != short_d_0 + short_d_1 + short_d_2) -> False.
Proof.
have row : sums_to (fun i => (low <= i <= high) && rest i) u d.
  by apply: sums_eq d_is => // i; split=> [[-> [-> ->]]|/andP[/andP[]]].
have main : 2%:Z < high - low \/ d = short_d_0 + short_d_1 + short_d_2.
  apply: (short row); rewrite /short_d_0 /short_d_1 /short_d_2 //; first by rewrite lez_addr1.
  by rewrite -[2%:Z]/(1 + 1 : int) addrA lez_addr1.
rewrite ltr_subr_addl in main; move: main; rewrite !(ltNge high) !(leNgt high) /short_d_0 /short_d_1 /short_d_2.
case=> [many|->]; rewrite ?many.
  case: (rest low); case: (rest (low + 1)); case: (rest (low + 2%:Z)); case: (low <= high); case: (low < high); case: (low + 1 < high);
  rewrite /= ?eqxx => H; repeat match goal with H : _ \/ _ |- _ => destruct H | H : _ /\ _ |- _ => destruct H end; by [].
case: (rest low); case: (rest (low + 1)); case: (rest (low + 2%:Z)); case: (low <= high); case: (low < high); case: (low + 1 < high);
  rewrite /= ?eqxx => H; repeat match goal with H : _ \/ _ |- _ => destruct H | H : _ /\ _ |- _ => destruct H end; by [].
Qed.

End short_d.

Section listed_e.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable e : int.
Hypothesis e_is : sums_to (fun l : L_label => l \in p /\ (exists (i : int), low <= i /\ i <= high /\ body i l /\ t i = l)) (fun l : L_label => f l) e.
Definition listed_e_0 : int := if (low <= high) && (body low (t low)) && (t low \in p) then f (t low) else 0.
Definition listed_e_1 : int := if (low < high) && (body (low + 1) (t (low + 1))) && (t (low + 1) \in p) && ((high < low) || (~~ (body low (t low))) || (t low != t (low + 1))) then f (t (low + 1)) else 0.
Definition listed_e_2 : int := if (low + 1 < high) && (body (low + 2%:Z) (t (low + 2%:Z))) && (t (low + 2%:Z) \in p) && ((high < low) || (~~ (body low (t low))) || (t low != t (low + 2%:Z))) && ((high <= low) || (~~ (body (low + 1) (t (low + 1)))) || (t (low + 1) != t (low + 2%:Z))) then f (t (low + 2%:Z)) else 0.

Theorem listed_e : (low <= high /\ body low (t low) /\ t low \in p /\ f (t low) != listed_e_0 \/ (high < low \/ ~~ (body low (t low)) \/ t low \notin p) /\ listed_e_0 != 0 \/ low < high /\ body (low + 1) (t (low + 1)) /\ t (low + 1) \in p /\ (high < low \/ ~~ (body low (t low)) \/ t low != t (low + 1)) /\ f (t (low + 1)) != listed_e_1 \/ (high <= low \/ ~~ (body (low + 1) (t (low + 1))) \/ t (low + 1) \notin p \/ low <= high /\ body low (t low) /\ t low = t (low + 1)) /\ listed_e_1 != 0 \/ low + 1 < high /\ body (low + 2%:Z) (t (low + 2%:Z)) /\ t (low + 2%:Z) \in p /\ (high < low \/ ~~ (body low (t low)) \/ t low != t (low + 2%:Z)) /\ (high <= low \/ ~~ (body (low + 1) (t (low + 1))) \/ t (low + 1) != t (low + 2%:Z)) /\ f (t (low + 2%:Z)) != listed_e_2 \/ (high <= low + 1 \/ ~~ (body (low + 2%:Z) (t (low + 2%:Z))) \/ t (low + 2%:Z) \notin p \/ low <= high /\ body low (t low) /\ t low = t (low + 2%:Z) \/ low < high /\ body (low + 1) (t (low + 1)) /\ t (low + 1) = t (low + 2%:Z)) /\ listed_e_2 != 0 \/ high <= low + 2%:Z /\ e != listed_e_0 + listed_e_1 + listed_e_2) -> False.
Proof.
have [guard guardP sum_e] := sums_decidable e_is.
have main : 2%:Z < high - low \/ e = listed_e_0 + listed_e_1 + listed_e_2.
  apply: (listed (body := fun i x => (low <= i <= high) && body i x) (rest := fun x => x \in p) (t := t) _ _ sum_e) => [i x /andP[]|x|||] //.
  - split=> [/guardP[in_x [i [ge [le [there is_x]]]]]|[in_x [i [is_x /andP[/andP[ge le] there]]]]].
      by split=> //; exists i; rewrite ge le.
    by apply/guardP; split=> //; exists i.
  - by rewrite /listed_e_0 lexx.
  - rewrite /listed_e_1 lexx ler_addl ler01 lez_addr1 (ltNge high) eq_sym.
    by case: (low <= high); case: (low < high); case: (body low _); case: (body (low + 1) _); case: (_ \in p); case: (_ == _).
  have le2 : (low + 2%:Z <= high) = (low + 1 < high) by rewrite -[2%:Z]/(1 + 1 : int) addrA lez_addr1.
  rewrite /listed_e_2 lexx !ler_addl ler01 le2 lez_addr1 (ltNge high) (leNgt high) !(eq_sym _ (t (low + 2%:Z))) /=.
  by case: (low <= high); case: (low < high); case: (low + 1 < high); case: (body low _); case: (body (low + 1) _);
    case: (body (low + 2%:Z) _); case: (_ \in p); case: (_ == t low); case: (_ == t (low + 1)).
rewrite ltr_subr_addl in main; rewrite !(ltNge high) !(leNgt high).
case=> [|[|[|[|[|[|[few /eqP differ]]]]]]]; last by case: main => [many|same]; [rewrite many in few | case: differ].
- by case=> h1 [h2 [h3]]; rewrite /listed_e_0 h1 h2 h3 eqxx.
- rewrite /listed_e_0; case: (low <= high); case: (body low _); case: (_ \in p); rewrite /= ?eqxx => - [H ?] //; split_ors.
- case=> h1 [h2 [h3 [h4]]]; rewrite /listed_e_1 h1 h2 h3 (ltNge high).
  by case: (low <= high) h4; case: (body low _); case: (_ != _); rewrite /= ?eqxx => h4; split_ors.
- rewrite /listed_e_1 (ltNge high); case: (t low =P t (low + 1)) => same; case: (low <= high); case: (low < high);
  case: (body low _); case: (body (low + 1) _); case: (_ \in p); rewrite /= ?eqxx => - [H ?] //;
  repeat (split_ors; repeat match goal with H : _ /\ _ |- _ => destruct H; try by [] end).
- case=> h1 [h2 [h3 [h4 [h5]]]]; rewrite /listed_e_2 h1 h2 h3 (ltNge high) (leNgt high).
  case: (low <= high) h4; case: (low < high) h5; case: (body low _); case: (body (low + 1) _); case: (t low != _);
  case: (t (low + 1) != _); rewrite /= ?eqxx => h5 h4 //; split_ors.
rewrite /listed_e_2 (ltNge high) (leNgt high); case: (t low =P t (low + 2%:Z)) => same0; case: (t (low + 1) =P t (low + 2%:Z)) => same1;
case: (low <= high); case: (low < high); case: (low + 1 < high);
case: (body low _); case: (body (low + 1) _); case: (body (low + 2%:Z) _); case: (_ \in p); rewrite /= ?eqxx => - [H ?] //;
repeat (split_ors; repeat match goal with H : _ /\ _ |- _ => destruct H; try by [] end).
Qed.

End listed_e.

Section places_e.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable e : int.
Hypothesis e_is : sums_to (fun l : L_label => l \in p /\ (exists (i : int), low <= i /\ i <= high /\ body i l /\ t i = l)) (fun l : L_label => f l) e.
Variable e_places : int.
Hypothesis e_places_is : sums_to (fun i : int => low <= i /\ i <= high /\ body i (t i) /\ t i \in p) (fun i : int => f (t i)) e_places.

Theorem places_e : (forall (i j : int), (i < low \/ high < i \/ ~~ (body i (t i)) \/ t i \notin p \/ j < low \/ high < j \/ ~~ (body j (t j)) \/ t j \notin p \/ t i != t j \/ i = j)) /\ e != e_places -> False.
Proof.
case=> differ /eqP; apply.
have [guard guardP sum_e] := sums_decidable e_is; have [given givenP sum_places] := sums_decidable e_places_is.
apply: (places (t := t) (value := f) _ sum_e sum_places).1 => [x|i j /givenP[ge1 [le1 [b1 p1]]] /givenP[ge2 [le2 [b2 p2]]] same].
  split=> [/guardP[in_p [i [ge [le [there is_x]]]]]|[i /givenP[ge [le [there in_p]]] is_x]].
    by exists i => //; apply/givenP; rewrite is_x.
  by apply/guardP; rewrite -is_x; split=> //; exists i.
move: (differ i j); rewrite !ltNge ge1 le1 b1 p1 ge2 le2 b2 p2 same eqxx /=; by repeat case=> //.
Qed.

End places_e.

Section range0_first.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable first_number0 : int.
Hypothesis first_number0_is : sums_to (fun i : int => low <= i /\ i <= high) (fun i : int => 1) first_number0.

Theorem range0_first : low <= high + 1 /\ first_number0 + low != high + 1 -> False.
Proof.
case=> ge0 /eqP differ; apply: differ.
have number : counts_to (fun o => low <= o <= high) first_number0.
  by apply: sums_eq first_number0_is => // o; split=> [[-> ->]|/andP].
case: (range0 number (range_length (low := low) (high := high) (fun=> erefl))) => [|->].
  by rewrite addrAC subr_lt0 ltNge ge0.
by rewrite (addrAC high) subrK.
Qed.

End range0_first.

Section range1_second.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable second_number1 : int.
Hypothesis second_number1_is : sums_to (fun i : int => low <= i /\ i <= high) (fun i : int => 1) second_number1.

Theorem range1_second : low <= high + 1 /\ high + 1 != low + second_number1 -> False.
Proof.
case=> ge0 /eqP differ; apply: differ.
have number : counts_to (fun o => low <= o <= high) second_number1.
  by apply: sums_eq second_number1_is => // o; split=> [[-> ->]|/andP].
case: (range1 number (range_length (low := low) (high := high) (fun=> erefl))) => [|->].
  by rewrite addrAC subr_lt0 ltNge ge0.
by rewrite (addrAC high) [RHS]addrC subrK.
Qed.

End range1_second.

Section fubini0_s.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable s : int.
Hypothesis s_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in v l o) s.
Variable s_inner0 : L_label -> int.
Hypothesis s_inner0_is : forall (l : L_label), sums_to (fun o : O_label => l \in p /\ o \in w /\ (l, o) \in m) (fun o : O_label => v l o) (s_inner0 l).
Variable s_outer0 : int.
Hypothesis s_outer0_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => s_inner0 l) s_outer0.

Theorem fubini0_s : s != s_outer0 -> False.
Proof.
have rows : sums_to (fun z : L_label * O_label => [&& z.1 \in p, z.2 \in w & (z.1, z.2) \in m]) (fun z => v z.1 z.2) s.
  by apply: sums_eq s_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
move/eqP=> differ; apply: differ.
apply: (fubini0 (guard := fun l o => [&& l \in p, o \in w & (l, o) \in m]) _ rows _ s_outer0_is) => [l o /and3P[]|l] //.
by apply: sums_eq (s_inner0_is l) => // o; split=> [[-> [-> ->]]|/and3P[]].
Qed.

End fubini0_s.

Section fubini1_s.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable s : int.
Hypothesis s_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in v l o) s.
Variable s_inner1 : O_label -> int.
Hypothesis s_inner1_is : forall (o : O_label), sums_to (fun l : L_label => l \in p /\ o \in w /\ (l, o) \in m) (fun l : L_label => v l o) (s_inner1 o).
Variable s_outer1 : int.
Hypothesis s_outer1_is : sums_to (fun o : O_label => o \in w) (fun o : O_label => s_inner1 o) s_outer1.

Theorem fubini1_s : s != s_outer1 -> False.
Proof.
have rows : sums_to (fun z : L_label * O_label => [&& z.1 \in p, z.2 \in w & (z.1, z.2) \in m]) (fun z => v z.1 z.2) s.
  by apply: sums_eq s_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
move/eqP=> differ; apply: differ.
apply: (fubini1 (guard := fun l o => [&& l \in p, o \in w & (l, o) \in m]) _ rows _ s_outer1_is) => [l o /and3P[]|o] //.
by apply: sums_eq (s_inner1_is o) => // l; split=> [[-> [-> ->]]|/and3P[]].
Qed.

End fubini1_s.

Section fibre0_k.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable k : int.
Hypothesis k_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in 1) k.
Variable k_number0 : int.
Hypothesis k_number0_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => 1) k_number0.

Theorem fibre0_k : (exists (l : L_label), l \in p /\ (forall (l2 : L_label) (o o2 : O_label), (l2 \notin p \/ o \notin w \/ (l2, o) \notin m \/ o2 \notin w \/ (l2, o2) \notin m \/ o = o2)) /\ k_number0 <= k /\ (forall (o : O_label), (l \notin p \/ o \notin w \/ (l, o) \notin m))) -> False.
Proof.
have rows : sums_to (fun z : L_label * O_label => [&& z.1 \in p, z.2 \in w & (z.1, z.2) \in m]) (fun z => 1) k.
  by apply: sums_eq k_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
have part l o : [&& l \in p, o \in w & (l, o) \in m] -> l \in p by case/and3P.
case=> z [in_z [once [le_n none]]].
case: (fibre0 (guard := fun l o => [&& l \in p, o \in w & (l, o) \in m]) part (members_counted k_number0_is) rows in_z) => [[l [o [o2 [/and3P[? ? ?] /and3P[? ? ?] /eqP differ]]]]|[|[o /and3P[? ? ?]]]].
- by have H := once l o o2; split_ors.
- by rewrite ltNge le_n.
- by have H := none o; split_ors.
Qed.

End fibre0_k.

Section fibre0_first.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable first : int.
Hypothesis first_is : sums_to (fun row : int * L_label => let: (i, l) := row in low <= i /\ i <= high /\ body i l) (fun row : int * L_label => let: (i, l) := row in 1) first.

Theorem fibre0_first : (exists (i : int), low <= i /\ i <= high /\ (forall (j : int) (l l2 : L_label), (j < low \/ high < j \/ ~~ (body j l) \/ ~~ (body j l2) \/ l = l2)) /\ high < first + low /\ (forall (l : L_label), (i < low \/ high < i \/ ~~ (body i l)))) -> False.
Proof.
have rows : sums_to (fun z : int * L_label => (low <= z.1 <= high) && body z.1 z.2) (fun=> 1) first.
  by apply: sums_eq first_is => -[i l] //=; split=> [[-> [-> ->]]|/andP[/andP[]]].
have part i l : (low <= i <= high) && body i l -> low <= i <= high by case/andP.
case=> i [ge [le [once [le_n none]]]]; have in_i : low <= i <= high by rewrite ge le.
case: (fibre0 (guard := fun i l => (low <= i <= high) && body i l) part (range_length (low := low) (high := high) (fun=> erefl)) rows in_i).
- case=> j [l [l2 [/andP[/andP[? ?] ?] /andP[_ ?] /eqP differ]]]; have H := once j l l2.
  by rewrite !ltNge in H; split_ors.
- case; [by rewrite addrAC ltr_subr_addr ltz_addr1 leNgt le_n | case=> l /andP[_ ?]].
  by have H := none l; rewrite !ltNge ge le in H; split_ors.
Qed.

End fibre0_first.

Section fibre1_k.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable k : int.
Hypothesis k_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in 1) k.
Variable k_number1 : int.
Hypothesis k_number1_is : sums_to (fun o : O_label => o \in w) (fun o : O_label => 1) k_number1.

Theorem fibre1_k : (exists (o : O_label), o \in w /\ (forall (o2 : O_label) (l l2 : L_label), (l \notin p \/ o2 \notin w \/ (l, o2) \notin m \/ l2 \notin p \/ (l2, o2) \notin m \/ l = l2)) /\ k_number1 <= k /\ (forall (l : L_label), (l \notin p \/ o \notin w \/ (l, o) \notin m))) -> False.
Proof.
have rows : sums_to (fun z : L_label * O_label => [&& z.1 \in p, z.2 \in w & (z.1, z.2) \in m]) (fun z => 1) k.
  by apply: sums_eq k_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
have part l o : [&& l \in p, o \in w & (l, o) \in m] -> o \in w by case/and3P.
case=> z [in_z [once [le_n none]]].
case: (fibre1 (guard := fun l o => [&& l \in p, o \in w & (l, o) \in m]) part (members_counted k_number1_is) rows in_z) => [[l [o [o2 [/and3P[? ? ?] /and3P[? ? ?] /eqP differ]]]]|[|[o /and3P[? ? ?]]]].
- by have H := once l o o2; split_ors.
- by rewrite ltNge le_n.
- by have H := none o; split_ors.
Qed.

End fibre1_k.

Section fibres0_k.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable k : int.
Hypothesis k_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in 1) k.
Variable k_number0 : int.
Hypothesis k_number0_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => 1) k_number0.

Theorem fibres0_k : (forall (l : L_label) (o o2 : O_label), (l \notin p \/ o \notin w \/ (l, o) \notin m \/ o2 \notin w \/ (l, o2) \notin m \/ o = o2)) /\ 0 <= k_number0 /\ k_number0 < k -> False.
Proof.
have rows : sums_to (fun z : L_label * O_label => [&& z.1 \in p, z.2 \in w & (z.1, z.2) \in m]) (fun z => 1) k.
  by apply: sums_eq k_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
have part l o : [&& l \in p, o \in w & (l, o) \in m] -> l \in p by case/and3P.
case=> once [ge0 lt_n].
case: (fibres0 (guard := fun l o => [&& l \in p, o \in w & (l, o) \in m]) part (members_counted k_number0_is) rows) => [[l [o [o2 [/and3P[? ? ?] /and3P[? ? ?] /eqP differ]]]]|[|]].
- by have H := once l o o2; split_ors.
- by rewrite ltNge ge0.
- by rewrite leNgt lt_n.
Qed.

End fibres0_k.

Section fibres1_k.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable k : int.
Hypothesis k_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in 1) k.
Variable k_number1 : int.
Hypothesis k_number1_is : sums_to (fun o : O_label => o \in w) (fun o : O_label => 1) k_number1.

Theorem fibres1_k : (forall (o : O_label) (l l2 : L_label), (l \notin p \/ o \notin w \/ (l, o) \notin m \/ l2 \notin p \/ (l2, o) \notin m \/ l = l2)) /\ 0 <= k_number1 /\ k_number1 < k -> False.
Proof.
have rows : sums_to (fun z : L_label * O_label => [&& z.1 \in p, z.2 \in w & (z.1, z.2) \in m]) (fun z => 1) k.
  by apply: sums_eq k_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
have part l o : [&& l \in p, o \in w & (l, o) \in m] -> o \in w by case/and3P.
case=> once [ge0 lt_n].
case: (fibres1 (guard := fun l o => [&& l \in p, o \in w & (l, o) \in m]) part (members_counted k_number1_is) rows) => [[l [o [o2 [/and3P[? ? ?] /and3P[? ? ?] /eqP differ]]]]|[|]].
- by have H := once l o o2; split_ors.
- by rewrite ltNge ge0.
- by rewrite leNgt lt_n.
Qed.

End fibres1_k.

Section fibres1_second.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable second : int.
Hypothesis second_is : sums_to (fun row : L_label * int => let: (l, i) := row in low <= i /\ i <= high /\ body i l) (fun row : L_label * int => let: (l, i) := row in 1) second.

Theorem fibres1_second : (forall (i : int) (l l2 : L_label), (i < low \/ high < i \/ ~~ (body i l) \/ ~~ (body i l2) \/ l = l2)) /\ low <= high + 1 /\ high + 1 < low + second -> False.
Proof.
have rows : sums_to (fun z : L_label * int => (low <= z.2 <= high) && body z.2 z.1) (fun=> 1) second.
  by apply: sums_eq second_is => -[l i] //=; split=> [[-> [-> ->]]|/andP[/andP[]]].
have part l i : (low <= i <= high) && body i l -> low <= i <= high by case/andP.
case=> once [ge0 lt_n].
case: (fibres1 (guard := fun l i => (low <= i <= high) && body i l) part (range_length (low := low) (high := high) (fun=> erefl)) rows).
- case=> i [l [l2 [/andP[/andP[? ?] ?] /andP[_ ?] /eqP differ]]]; have H := once i l l2.
  by rewrite !ltNge in H; split_ors.
- by case; [rewrite addrAC subr_lt0 ltNge ge0 | rewrite addrAC ler_subr_addl leNgt lt_n].
Qed.

End fibres1_second.

Section combined_a_b.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable a : int.
Hypothesis a_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => f l) a.
Variable b : int.
Hypothesis b_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => g l) b.
Definition a_item (l : L_label) : int := if l \in p then f l else 0.
Definition b_item (l : L_label) : int := if l \in q then g l else 0.

Theorem combined_a_b : ((exists (l : L_label), l \in p /\ a_item l != f l) \/ (exists (l : L_label), l \notin p /\ a_item l != 0) \/ (exists (l : L_label), l \in q /\ b_item l != g l) \/ (exists (l : L_label), l \notin q /\ b_item l != 0) \/ (forall (l : L_label), 2%:Z * a_item l <= b_item l) /\ b < 2%:Z * a \/ (forall (l : L_label), 2%:Z * a_item l = b_item l) /\ 2%:Z * a != b) -> False.
Proof.
have sums (j : bool) : sums_to (if j then p else q : pred _) (if j then f else g) (if j then a else b) by case: j.
have two (x y : int) : \sum_(j <- [:: true; false]) (if j then 2%:Z else -1) * (if j then x else y) = 2%:Z * x - y.
  by rewrite !big_cons big_nil addr0 mulN1r.
have [small none] := combined (fun j => if j then 2%:Z else -1) sums [:: true; false].
have at_x x : \sum_(j <- [:: true; false]) (if j then 2%:Z else -1)
    * added (if j then p else q) (if j then f else g) x = 2%:Z * a_item x - b_item x.
  by rewrite -two; apply: eq_bigr => -[].
case=> [[l [in_p /eqP]]|[[l [/negbTE in_p /eqP]]|[[l [in_q /eqP]]|[[l [/negbTE in_q /eqP]]|[[le]|[all0 /eqP]]]]]].
- by rewrite /a_item in_p.
- by rewrite /a_item in_p.
- by rewrite /b_item in_q.
- by rewrite /b_item in_q.
- rewrite ltNge -subr_le0 -two => /negP; apply; apply: small => x; rewrite at_x subr_le0; exact: le.
- by apply; apply/eqP; rewrite -subr_eq0 -two; apply/eqP; apply: none => x; rewrite at_x all0 subrr.
Qed.

End combined_a_b.

Section combined_s_row_rows.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable s : int.
Hypothesis s_is : sums_to (fun row : L_label * O_label => let: (l, o) := row in l \in p /\ o \in w /\ (l, o) \in m) (fun row : L_label * O_label => let: (l, o) := row in v l o) s.
Variable row_2 : L_label -> int.
Hypothesis row_2_is : forall (l : L_label), sums_to (fun o : O_label => o \in w /\ (l, o) \in m) (fun o : O_label => v l o) (row_2 l).
Variable rows : int.
Hypothesis rows_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => row_2 l) rows.
Definition s_is_10_item (o : O_label) (l : L_label) : int := if (l \in p) && (o \in w) && ((l, o) \in m) then v l o else 0.
Definition rows_is_10_item (o : O_label) (l : L_label) : int := if (l \in p) && (o \in w) && ((l, o) \in m) then v l o else 0.

Theorem combined_s_row_rows : ((exists (o : O_label) (l : L_label), l \in p /\ o \in w /\ (l, o) \in m /\ s_is_10_item o l != v l o) \/ (exists (o : O_label) (l : L_label), (l \notin p \/ o \notin w \/ (l, o) \notin m) /\ s_is_10_item o l != 0) \/ (exists (o : O_label) (l : L_label), l \in p /\ o \in w /\ (l, o) \in m /\ rows_is_10_item o l != v l o) \/ (exists (o : O_label) (l : L_label), (l \notin p \/ o \notin w \/ (l, o) \notin m) /\ rows_is_10_item o l != 0) \/ (forall (o : O_label) (l : L_label), s_is_10_item o l <= rows_is_10_item o l) /\ rows < s \/ (forall (o : O_label) (l : L_label), rows_is_10_item o l = s_is_10_item o l) /\ rows != s) -> False.
Proof.
pose there (z : O_label * L_label) := [&& z.2 \in p, z.1 \in w & (z.2, z.1) \in m].
have s_there : sums_to there (fun z => v z.2 z.1) s.
  apply: (sums_ordered (g := fun l o => [&& l \in p, o \in w & (l, o) \in m]) (f := v)).
  by apply: sums_eq s_is => -[l o] //=; split=> [[-> [-> ->]]|/and3P[]].
have rows_there : sums_to there (fun z => v z.2 z.1) rows.
  apply: (sums_ordered (g := fun l o => [&& l \in p, o \in w & (l, o) \in m]) (f := v)).
  apply: (sums_joined (g := mem p) (h := fun l o => (o \in w) && ((l, o) \in m)) _ rows_is) => l.
  by apply: sums_eq (row_2_is l) => // o; split=> [[-> ->]|/andP[]].
have eq_s := sums_unique s_there rows_there.
case=> [[o [l [in_p [in_w [in_m /eqP]]]]]|[[o [l [out /eqP]]]|[[o [l [in_p [in_w [in_m /eqP]]]]]|[[o [l [out /eqP]]]|[[_]|[_]]]]]].
- by rewrite /s_is_10_item in_p in_w in_m.
- by rewrite /s_is_10_item; case: ifP => // /andP[/andP[in_p in_w] in_m]; case: out => [|[]]; rewrite ?in_p ?in_w ?in_m.
- by rewrite /rows_is_10_item in_p in_w in_m.
- by rewrite /rows_is_10_item; case: ifP => // /andP[/andP[in_p in_w] in_m]; case: out => [|[]]; rewrite ?in_p ?in_w ?in_m.
- by rewrite eq_s ltxx.
- by rewrite eq_s eqxx.
Qed.

End combined_s_row_rows.

Section outdone_c.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable c : int.
Hypothesis c_is : sums_to (fun l : L_label => l \in r) (fun l : L_label => h l) c.
Definition c_item (l : L_label) : int := if l \in r then h l else 0.

Theorem outdone_c : ((exists (l : L_label), l \in r /\ c_item l != h l) \/ (exists (l : L_label), l \notin r /\ c_item l != 0) \/ (exists (l : L_label), (forall (l2 : L_label), 0 <= c_item l2) /\ 0 < c_item l /\ c <= 0)) -> False.
Proof.
have sums (j : unit) : sums_to r h c by [].
have one (x : int) : \sum_(j <- [:: tt]) -1 * x = - x by rewrite big_seq1 mulN1r.
case=> [[l [in_r /eqP]]|[[l [/negbTE in_r /eqP]]|[l [ge0 [gt0]]]]].
- by rewrite /c_item in_r.
- by rewrite /c_item in_r.
- rewrite leNgt -oppr_lt0 -one => /negP; apply.
  by apply: (outdone (c := fun=> -1) sums (y := l)) => [x|]; rewrite one ?oppr_le0 ?oppr_lt0; [exact: ge0 | exact: gt0].
Qed.

End outdone_c.

Section digits_ten.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variable ten_f : int.
Hypothesis ten_f_is : sums_to (fun l : L_label => l \in p) (fun l : L_label => power (10%:Z) (f l)) ten_f.
Variable ten_g : int.
Hypothesis ten_g_is : sums_to (fun l : L_label => l \in q) (fun l : L_label => (h l) * (power (10%:Z) (g l))) ten_g.
Variable ten_f_at : int -> int.
Hypothesis ten_f_at_is : forall (i : int), sums_to (fun l : L_label => l \in p /\ f l = i) (fun l : L_label => 1) (ten_f_at i).
Variable ten_g_at : int -> int.
Hypothesis ten_g_at_is : forall (i : int), sums_to (fun l : L_label => l \in q /\ g l = i) (fun l : L_label => h l) (ten_g_at i).
Variable at_f : int -> int.
Hypothesis at_f_is : forall (i : int), sums_to (fun l : L_label => l \in p /\ f l = i) (fun l : L_label => 1) (at_f i).
Variable at_g : int -> int.
Hypothesis at_g_is : forall (i : int), sums_to (fun l : L_label => l \in q /\ g l = i) (fun l : L_label => h l) (at_g i).

Theorem digits_ten : ((exists (i : int), at_f i != ten_f_at i) \/ (exists (i : int), at_g i != ten_g_at i) \/ (exists (i : int), (forall (j : int), (j < 0 \/ ten_f_at j <= 2%:Z * ten_g_at j + 9%:Z /\ 2%:Z * ten_g_at j <= ten_f_at j + 9%:Z)) /\ ten_f = 2%:Z * ten_g /\ 0 <= i /\ ten_f_at i != 2%:Z * ten_g_at i) \/ (forall (i : int), ten_f_at i = 2%:Z * ten_g_at i) /\ ten_f != 2%:Z * ten_g) -> False.
Proof.
have [small none] : ((forall k, 0 <= k -> `|ten_f_at k - 2%:Z * ten_g_at k| < 10%:Z) -> ten_f - 2%:Z * ten_g = 0 ->
    forall k, 0 <= k -> ten_f_at k - 2%:Z * ten_g_at k = 0) /\
    ((forall k, ten_f_at k - 2%:Z * ten_g_at k = 0) -> ten_f - 2%:Z * ten_g = 0).
  have two (x y : int) : \sum_(j <- [:: true; false]) (if j then 1 else - 2%:Z) * (if j then x else y) = x - 2%:Z * y.
    by rewrite !big_cons big_nil mul1r addr0 mulNr.
  have sums (j : bool) : sums_to (fun l => if j then l \in p else l \in q)
      (fun l => (if j then 1 else h l) * power 10%:Z (if j then f l else g l)) (if j then ten_f else ten_g).
    by case: j; [apply: sums_eq ten_f_is => // l _; rewrite mul1r | apply: ten_g_is].
  have often (j : bool) k : sums_to (fun l => (if j then l \in p else l \in q) /\ (if j then f l else g l) = k)
      (fun l => if j then 1 else h l) (if j then ten_f_at k else ten_g_at k).
    by case: j; [apply: ten_f_at_is | apply: ten_g_at_is].
  have [small none] := @digits 10%:Z bool (fun j => if j then 1 else - 2%:Z) (fun=> L_label)
    (fun j l => if j then l \in p else l \in q) (fun j l => if j then f l else g l) (fun j l => if j then 1 else h l)
    (fun j => if j then ten_f else ten_g) (fun j k => if j then ten_f_at k else ten_g_at k) sums often [:: true; false].
  split=> [le_k sum0 k ge0|all0]; rewrite -two; last by apply: none => k; rewrite two.
  by apply: small ge0; [move=> i i_ge0; rewrite two; apply: le_k | rewrite two].
case=> [[i /eqP]|[[i /eqP]|[[i [large [eq0 [ge0 /eqP]]]]|[all0 /eqP]]]]; apply.
- by have [g' eqg sum] := sums_decidable (at_f_is i); apply: sums_unique sum (sums_eq eqg (fun _ _ => erefl) (ten_f_at_is i)).
- by have [g' eqg sum] := sums_decidable (at_g_is i); apply: sums_unique sum (sums_eq eqg (fun _ _ => erefl) (ten_g_at_is i)).
- apply/eqP; rewrite -subr_eq0; apply/eqP; apply: small ge0; last by rewrite eq0 subrr.
  move=> k k_ge0; have [|[up down]] := large k; first by rewrite ltNge k_ge0.
  have nine_ten : 9%:Z < 10%:Z by [].
  rewrite ltr_norml ltr_subr_addl ltr_subl_addr ltr_subl_addl.
  by apply/andP; split; [apply: le_lt_trans down _ | apply: le_lt_trans up _]; rewrite ltr_add2l.
- by apply/eqP; rewrite -subr_eq0; apply/eqP; apply: none => k; rewrite all0 subrr.
Qed.

End digits_ten.

Section least_taken.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variables (taken : L_label -> int -> bool) (least_taken_0 : L_label -> int).
Hypothesis least_is : forall l, least_from low (fun i => ~~ taken l i) (least_taken_0 l).

Theorem least_taken : (exists (l : L_label) (i : int), low <= i /\ ~~ (taken l i) /\ (taken l (least_taken_0 l) \/ least_taken_0 l < low \/ i < least_taken_0 l)) -> False.
Proof.
case=> l [i [le [out wrong]]]; have [out_t le_t t_le] := least (least_is l) le out.
by case: wrong => [in_t|[]]; [rewrite in_t in out_t | rewrite ltNge le_t | rewrite ltNge t_le].
Qed.

End least_taken.

Section below_taken.

Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).

Variables (taken : L_label -> int -> bool) (least_taken_0 : L_label -> int).
Hypothesis least_is : forall l, least_from low (fun i => ~~ taken l i) (least_taken_0 l).

Theorem below_taken : (exists (l : L_label), low < least_taken_0 l /\ ~~ (taken l (least_taken_0 l - 1))) -> False.
Proof.
case=> l [lt out]; have := below (least_is l); rewrite ler_subr_addr lez_addr1 => /(_ lt).
by rewrite out.
Qed.

End below_taken.
