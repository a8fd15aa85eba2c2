(* Inductions along a sequence, where one that is given by recursion may follow an enumeration: `induction` of the engine, and
   `follows` of the checker; `held`, about a fold with an invariant; `carries`, about one of which it is told what it carries along; and
   `stepwise`, along a range of whole numbers.

   In the first, `inside` says of an index that it lies in the sequence.  The start and the step are goals; each says what it says of every
   index, so that nothing else need be known of the sequence.  The conclusions then are known: of an index, and of a member of the
   enumeration, whose index is moved by `ahead`. *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem induction (T : Type) (members : T -> Prop) (at_ : int -> T) (index : T -> int) (sequence : int -> T)
    (within : int -> Prop) (ahead : int) :
  let inside k := 0 <= k /\ within k in
  let agree k := sequence k = at_ (k + ahead) in
  (forall y, members y -> y = at_ (index y)) ->
  (inside 0 -> agree 0) ->
  (forall k, 0 <= k /\ inside (k + 1) -> inside k /\ (agree k -> agree (k + 1))) ->
  (forall k, inside k -> agree k) /\ (forall y, members y /\ inside (index y - ahead) -> sequence (index y - ahead) = y).
Proof.
move=> inside agree listed first step.
have all_agree k : inside k -> agree k.
  case: k => [n|n] [] //; elim: n => [|n IH] _ within_n; first exact: first.
  have next : n.+1%:Z = n%:Z + 1 by rewrite -addn1 PoszD.
  have [|[_ in_n] then_next] := step n%:Z; first by rewrite -next.
  by rewrite /agree next; apply: then_next; apply: IH.
by split=> // y [in_y in_index]; rewrite all_agree // subrK -listed.
Qed.

(* `follows`, the induction of the checker: in a certificate ["follows", FOLD, CYCLE, AHEAD], whose start and step are goals.  The guard
   says where the fold has items.  The conclusion is stated for each index, and for the index of each member of the cycle. *)
Theorem follows (T M : Type) (fold cycle : int -> T) (index : M -> int) (guard : int -> Prop) (ahead : int) :
  let agrees k := guard k -> fold k = cycle (k + ahead) in
  agrees 0 -> (forall k, 0 <= k /\ agrees k -> agrees (k + 1)) ->
  (forall k, 0 <= k -> agrees k) /\ (forall x, 0 <= index x - ahead -> agrees (index x - ahead)).
Proof.
move=> agrees first step; have all_agree k : 0 <= k -> agrees k.
  case: k => // n _; elim: n => [|n IH] //.
  have -> : n.+1%:Z = n%:Z + 1 by rewrite -addn1 PoszD.
  by apply: step; split.
by split=> [//|x]; apply: all_agree.
Qed.

(* `held`, in a certificate ["held", k], whose start and step are goals.  `carried` is what a fold carries along after so many rounds, of
   which there are as many as the sequence is long. *)
Theorem held (State : Type) (start : State) (next : int -> State -> State) (carried : nat -> State) (length : nat)
    (invariant : int -> State -> Prop) :
  carried 0%N = start -> (forall k, (k < length)%N -> carried k.+1 = next k%:Z (carried k)) ->
  invariant 0 start -> (forall k s, 0 <= k /\ k < length%:Z -> invariant k s -> invariant (k + 1) (next k s)) ->
  forall k, (k <= length)%N -> invariant k%:Z (carried k).
Proof.
move=> from_start goes_on first step; elim=> [|k IH] in_k; first by rewrite from_start.
by rewrite goes_on // -addn1 PoszD; apply: step; [rewrite ltz_nat | apply: IH; apply: ltnW].
Qed.

(* `carries`: what a fold is told to carry along, by a reason of the text.  That it starts so, and that each round leads from one to the
   next, are goals.  Then it is what the fold carries along, and the fold ends with the last. *)
Theorem carries (State : Type) (start : State) (next : int -> State -> State) (carried : nat -> State) (length : nat)
    (told : int -> State) :
  carried 0%N = start -> (forall k, (k < length)%N -> carried k.+1 = next k%:Z (carried k)) ->
  start = told 0 -> (forall k, 0 <= k /\ k < length%:Z -> next k (told k) = told (k + 1)) ->
  carried length = told length%:Z.
Proof.
move=> from_start goes_on first step.
apply: (@held _ start next carried length (fun k s => s = told k)) => // k s in_k ->; exact: step.
Qed.

(* `stepwise`, in a certificate ["stepwise", k], whose start and step are goals: what is said of the first number of a range, and of the
   next number wherever of one, is so from there on.  Beyond the range, nothing is said. *)
Theorem stepwise (low : int) (says : int -> Prop) :
  says low -> (forall k, low <= k -> says k -> says (k + 1)) -> forall k, low <= k -> says k.
Proof.
move=> first step k le_k; have -> : k = low + (absz (k - low)%R)%:Z by rewrite gez0_abs ?subr_ge0 // addrC subrK.
elim: (absz (k - low)%R) => [|n IH]; first by rewrite addr0.
by rewrite -addn1 PoszD addrA; apply: step; rewrite ?ler_addl.
Qed.

(* `crossing`, in a certificate ["crossing", SUBSET, k, INSIDE]: between a number that is a member and a larger one that is not, there
   is a member whose next number is none; and the same of what is left out. *)
Theorem crossing (member : pred int) (low high : int) :
  low <= high -> member low -> ~~ member high -> exists t, [/\ low <= t, t < high, member t & ~~ member (t + 1)].
Proof.
move=> le_high in_low; have -> : high = low + (absz (high - low)%R)%:Z by rewrite gez0_abs ?subr_ge0 // addrC subrK.
elim: (absz (high - low)%R) => [|k IH]; first by rewrite addr0 in_low.
have next : low + k.+1%:Z = low + k%:Z + 1 by rewrite -addn1 PoszD addrA.
rewrite next => not_next; have [in_k|/IH[t [? lt_t ? ?]]] := boolP (member (low + k%:Z)).
  by exists (low + k%:Z); split=> //; rewrite ?ler_addl ?ltr_addl.
by exists t; split=> //; apply: lt_trans lt_t _; rewrite ltr_addl.
Qed.
