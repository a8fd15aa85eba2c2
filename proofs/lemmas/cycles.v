(* Cycles: what is known of the successor map of a cycle, and when a map is one.

   `turns`, in a certificate ["turns", CYCLE], and `leaves`, ["leaves", CYCLE, NAME, ...], where the predicates NAME, ... say which members
   are inside.  A cycle is given by the sequence of its members, each once, in their order around it; its map takes each to the next, and
   the map CYCLE< takes each to the one before: that is the opposite of a cycle where witnesses are counted.  The lemma `is_cycle` is
   about the goal that a map is a cycle: it is stated for an unknown subset of the members. *)

From mathcomp Require Import all_ssreflect.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Section Cycles.

Variables (T : eqType) (members : seq T).
Hypothesis once : uniq members.

(* From a member inside, along the cycle, to one that is not. *)
Lemma leaves_out (inside : pred T) (x y : T) :
  x \in members -> y \in members -> inside x -> ~~ inside y -> exists2 z, z \in members & inside z /\ ~~ inside (next members z).
Proof.
move=> in_x in_y here there; have [/hasP[z in_z /andP[]]|/hasPn stays] := boolP (has (fun z => inside z && ~~ inside (next members z)) members).
  by exists z.
have [i s turned] := rot_to in_x.
have next_is z : next (x :: s) z = next members z by rewrite -turned next_rot.
have in_s z : (z \in x :: s) = (z \in members) by rewrite -turned mem_rot.
have once_s : uniq (x :: s) by rewrite -turned rot_uniq.
have all_in k : k < size (x :: s) -> inside (nth x (x :: s) k).
  elim: k => [|k IH] // lt_k; have lt_k' : k < size (x :: s) by apply: ltnW.
  have in_k : nth x (x :: s) k \in members by rewrite -in_s mem_nth.
  by have := stays _ in_k; rewrite IH //= negbK -next_is next_nth mem_nth // index_uniq //.
have : inside y by rewrite -(nth_index x (_ : y \in x :: s)) ?in_s //; apply: all_in; rewrite index_mem in_s.
by rewrite (negPf there).
Qed.

Theorem turns :
  [/\ forall x, x \in members -> next members x \in members /\ prev members (next members x) = x,
      forall x, x \in members -> prev members x \in members /\ next members (prev members x) = x &
      forall x y, x \in members -> y \in members -> next members (next members x) = x -> y = x \/ y = next members x].
Proof.
split=> [x in_x|x in_x|x y in_x in_y back]; first by rewrite mem_next prev_next.
  by rewrite mem_prev next_prev.
have [/pred2P //|not_y] := boolP (pred2 x (next members x) y).
have [|z _ [/pred2P[]->]] := leaves_out (inside := pred2 x (next members x)) in_x in_y _ not_y; first by rewrite /= eqxx.
  by rewrite /= eqxx orbT.
by rewrite back /= eqxx.
Qed.

Theorem leaves (inside : pred T) (x y : T) :
  x \in members -> y \in members -> inside x -> ~~ inside y ->
  (exists2 z, z \in members & inside z /\ ~~ inside (next members z)) /\
  (exists2 z, z \in members & ~~ inside z /\ inside (next members z)).
Proof.
move=> in_x in_y here there; split; first exact: (leaves_out in_x in_y).
have [|z in_z [/= ? ?]] := leaves_out (inside := predC inside) in_y in_x there; first by rewrite /= negbK.
by exists z => //; split=> //; apply: negbNE.
Qed.

End Cycles.

(* A map of finitely many members to themselves is a cycle if none of its subsets but the empty one and the whole is never left. *)
Lemma is_cycle (T : finType) (f : T -> T) :
  (forall inside : pred T, (forall x, inside x -> inside (f x)) -> (forall x, ~~ inside x) \/ (forall x, inside x)) ->
  forall x y, fconnect f x y.
Proof.
move=> closed x y; have [|none|//] := closed (fconnect f x).
  by move=> z to_z; apply: connect_trans to_z (fconnect1 f z).
by have := none x; rewrite connect0.
Qed.
