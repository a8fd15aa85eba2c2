(* Folds that make a set larger, or smaller, in as many equal rounds as a collection has items: `closure` and `keeps`.

   `A` is the collection, of which each item that `given` allows brings `value`: what a set that becomes smaller starts as, or all that is
   ever put into one that becomes larger.  After as many rounds as there are items, one more changes nothing.

   In a certificate ["keeps", CLOSURE, KIND, ...] is about members that a set starts with which becomes smaller: if, wherever they all are left, a round
   leaves them all, they are there in the end. *)

From mathcomp Require Import all_ssreflect.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Section Closures.

Variables (T : eqType) (start : pred T) (step : pred T -> pred T).
Hypothesis extensional : forall p q : pred T, p =1 q -> step p =1 step q.

Definition smaller (p : pred T) : pred T := fun x => p x && step p x.
Definition larger (p : pred T) : pred T := fun x => p x || step p x.

Lemma iter_eq (f : pred T -> pred T) (p q : pred T) n :
  (forall p q, p =1 q -> f p =1 f q) -> p =1 q -> iter n f p =1 iter n f q.
Proof. by move=> ext eq_pq; elim: n => //= n IH; apply: ext. Qed.

Lemma smaller_ext p q : p =1 q -> smaller p =1 smaller q.
Proof. by move=> eq_pq x; rewrite /smaller eq_pq (extensional eq_pq). Qed.

Lemma larger_ext p q : p =1 q -> larger p =1 larger q.
Proof. by move=> eq_pq x; rewrite /larger eq_pq (extensional eq_pq). Qed.

Lemma iter_fixed (f : pred T -> pred T) (p : pred T) n :
  (forall p q, p =1 q -> f p =1 f q) -> f p =1 p -> iter n f p =1 p.
Proof. by move=> ext fixed; elim: n => //= n IH x; rewrite (ext _ _ IH) fixed. Qed.

(* Once a measure is 0, or a round has changed nothing, nothing changes any more. *)
Lemma settled (f : pred T -> pred T) (inside : pred T -> Prop) (measure : pred T -> nat) n p :
  (forall p q, p =1 q -> f p =1 f q) -> (forall p, inside p -> inside (f p)) ->
  (forall p, inside p -> f p =1 p \/ measure (f p) < measure p) ->
  inside p -> measure p <= n -> f (iter n f p) =1 iter n f p.
Proof.
move=> ext stays less; elim: n p => [|n IH] p in_p le_n.
  by have [fixed|] := less p in_p; [exact: fixed | move=> lt; move: (leq_trans lt le_n)].
rewrite iterSr; have [fixed x|lt] := less p in_p; last by apply: IH; [apply: stays | rewrite -ltnS; apply: leq_trans lt le_n].
have same : iter n f (f p) =1 p by move=> y; rewrite -iterSr; apply: iter_fixed.
by rewrite (ext _ _ same) fixed same.
Qed.

Lemma count_less (p q : pred T) (r : seq T) x : x \in r -> p x -> ~~ q x -> count (predI q p) r < count p r.
Proof.
move=> in_x p_x not_q; rewrite -count_filter -(size_filter p) ltn_neqAle count_size andbT -all_count.
by apply/allPn; exists x => //; rewrite mem_filter p_x.
Qed.

Variable values : seq T.

Lemma smaller_settles n : {subset start <= values} -> size values <= n -> smaller (iter n smaller start) =1 iter n smaller start.
Proof.
move=> sub le_n; apply: (settled (inside := fun p => {subset p <= values}) (measure := fun p => count p values)) => //.
- exact: smaller_ext.
- by move=> p sub_p x /andP[/sub_p].
- move=> p sub_p; have [same|/allPn[x in_x]] := boolP (all (fun x => p x ==> step p x) values).
    left=> x; rewrite /smaller; case p_x: (p x) => //=; have := allP same x (sub_p x p_x); by rewrite p_x.
  rewrite negb_imply => /andP[p_x not_step]; right; apply: leq_ltn_trans (count_less in_x p_x not_step).
  by rewrite leq_eqVlt (eq_count (a2 := predI (step p) p)) ?eqxx // => y; rewrite /smaller /= andbC.
- by apply: leq_trans le_n; apply: count_size.
Qed.

Lemma larger_settles n : (forall p, {subset step p <= values}) -> size values <= n -> larger (iter n larger start) =1 iter n larger start.
Proof.
move=> sub le_n; apply: (settled (inside := fun=> True) (measure := fun p => count (predC p) values)) => //.
- exact: larger_ext.
- move=> p _; have [same|/allPn[x in_x]] := boolP (all (fun x => step p x ==> p x) values).
    left=> x; rewrite /larger; case p_x: (p x) => //=; apply/negbTE/negP => step_x.
    by have := allP same x (sub p x step_x); rewrite step_x p_x.
  rewrite negb_imply => /andP[step_x not_p]; right; have not_q : ~~ predC (step p) x by rewrite /= step_x.
  apply: leq_ltn_trans (count_less in_x (not_p : predC p x) not_q).
  by rewrite leq_eqVlt (eq_count (a2 := predI (predC (step p)) (predC p))) ?eqxx // => y; rewrite /larger /= negb_or andbC.
- by apply: leq_trans le_n; apply: count_size.
Qed.

Lemma smaller_inside n : {subset iter n smaller start <= start}.
Proof. by elim: n => //= n IH x /andP[/IH]. Qed.

Lemma larger_outside n : {subset start <= iter n larger start}.
Proof. by elim: n => //= n IH x /IH in_x; apply/orP; left. Qed.

End Closures.

(* What is known of the set in the end: it is a part of the start and loses nothing more, or has the start as a part and gains nothing more. *)
Theorem axiom_closure (T B : eqType) (A : seq B) (value : B -> T) (start : pred T) (step : pred T -> pred T) :
  (forall p q : pred T, p =1 q -> step p =1 step q) ->
  ((forall x, start x -> exists2 b, b \in A & x = value b) ->
   let e := iter (size A) (smaller step) start in {subset e <= start} /\ {subset e <= step e}) /\
  ((forall p x, step p x -> exists2 b, b \in A & x = value b) ->
   let e := iter (size A) (larger step) start in {subset start <= e} /\ {subset step e <= e}).
Proof.
move=> ext; have le_n : size (map value A) <= size A by rewrite size_map.
split=> sub e; (split; first by [apply: smaller_inside | apply: larger_outside]) => x in_x.
  have sub_values : {subset start <= map value A} by move=> y /sub[b in_b ->]; apply: map_f.
  have := smaller_settles ext sub_values le_n x; rewrite -/e /smaller /= (_ : e x = true); last exact: in_x.
  by move=> step_x; apply: step_x.
have sub_values p : {subset step p <= map value A} by move=> y /(sub p y)[b in_b ->]; apply: map_f.
have := larger_settles start ext sub_values le_n x; rewrite -/e /larger (_ : step e x = true) ?orbT; last exact: in_x.
by move=> e_x; apply: esym.
Qed.

Theorem keeps (T : eqType) (start : pred T) (step : pred T -> pred T) (members : seq T) n :
  all start members -> (forall p : pred T, all p members -> all (step p) members) -> all (iter n (smaller step) start) members.
Proof.
move=> first stays; elim: n => //= n IH; have := stays _ IH; move: IH; rewrite /smaller.
by move=> /allP there /allP after; apply/allP => x in_x; rewrite there // after.
Qed.
