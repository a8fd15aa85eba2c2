(* VertexCover:IndependentSet: what has to be shown for all sizes, as the checker of certificates states it.
    Made by `certify prove VertexCover:IndependentSet --export coq` from the core 31f297cd450e68c5. *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section VertexCover_IndependentSet.
  Variables (G_vertices_label : finType) (some_G_vertices : G_vertices_label).

  (* The instance, and what is named after it. *)
  Variable G_edges : {set G_vertices_label * G_vertices_label}.
  Variable G_vertices : {set G_vertices_label}.
  Variable k : int.
  Definition sum_0 : int := #|[set v : G_vertices_label | v \in G_vertices]|%:Z.
  Hypothesis known_1 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> (v2, v) \in G_edges.
  Hypothesis typed_1 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v != v2 /\ v \in G_vertices /\
      v2 \in G_vertices.
  Hypothesis typed_2 : 0 <= k.

  (* Goal 0, well-formed: defined: core.image.args[0].args[1].args[0] *)
  Theorem well_formed_1 : forall (v : G_vertices_label), (v, v) \notin G_edges.
  Proof.
  by move=> v; apply/negP => /typed_1[]; rewrite eqxx.
  Qed.

  (* Goal 1, well-formed: typed *)
  Theorem well_formed_2 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 != v /\ v \in G_vertices
      /\ v2 \in G_vertices.
  Proof.
  by move=> v v2 /typed_1[differ [in_v in_v2]]; rewrite eq_sym.
  Qed.

  (* Goal 2, well-formed: typed *)
  Theorem well_formed_3 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v != v2 /\ v2 \in
      G_vertices /\ v \in G_vertices.
  Proof.
  by move=> v v2 /typed_1[differ [in_v in_v2]].
  Qed.

  Section Source_witness.

    (* The source's witness, and what is named after it. *)
    Variable w : {set G_vertices_label}.
    Definition sum_3 : int := #|[set v : G_vertices_label | (v \in G_vertices) && (v \notin w)]|%:Z.
    Definition sum_1 : int := #|[set v : G_vertices_label | (v \in w) && (v \in G_vertices)]|%:Z.
    Hypothesis in_space_1 : forall (v : G_vertices_label), v \in w -> v \in G_vertices.
    Hypothesis accepts_1 : sum_1 <= k.
    Hypothesis accepts_2 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v \in w \/ v2 \in w.
    Hypothesis accepts_3 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 \in w \/ v != v2 /\ v
        \in w.

    (* Goal 3, forward: accepts *)
    Theorem forward_1 : k <= sum_0 /\ sum_0 <= k + sum_3 \/ sum_0 < k /\ 0 <= sum_3.
    Proof.
    have [le_k|lt_k] := leP k sum_0; [left | right]; split=> //.
    have -> : sum_0 = sum_1 + sum_3.
      rewrite /sum_0 -(cardsID w) PoszD.
      by congr (_%:Z + _%:Z); apply: eq_card => v; rewrite !inE // andbC.
    by rewrite ler_add2r.
    Qed.

    (* Goal 4, forward: accepts *)
    Theorem forward_2 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v \in G_vertices -> v2 \in
        G_vertices -> v \in w \/ v2 \in w.
    Proof.
    by move=> v v2 /accepts_2.
    Qed.

    (* Goal 5, forward: accepts *)
    Theorem forward_3 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 \in G_vertices -> v2 \in w
        \/ v != v2 /\ (v \in G_vertices -> v \in w).
    Proof.
    by move=> v v2 /accepts_3[in_v2|[differ in_v]] _; [left | right].
    Qed.

    (* Goal 6, forward: accepts *)
    Theorem forward_4 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 \in G_vertices -> v2 \in w
        \/ v != v2 /\ (v \in G_vertices -> v \in w).
    Proof.
    by move=> v v2 /accepts_3[in_v2|[differ in_v]] _; [left | right].
    Qed.

    (* Goal 7, forward: accepts *)
    Theorem forward_5 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 \in G_vertices -> v != v2
        /\ (v \in G_vertices -> v \in w) \/ v2 \in w.
    Proof.
    by move=> v v2 /accepts_3[in_v2|[differ in_v]] _; [right | left].
    Qed.

    (* Goal 11, parsimonious: round trip *)
    Theorem parsimonious_1 : forall (v : G_vertices_label), v \in w -> v \in G_vertices.
    Proof.
    exact: in_space_1.
    Qed.

  End Source_witness.

  Section Image_witness.

    (* The image's witness, and what is named after it. *)
    Variable v_old : {set G_vertices_label}.
    Definition sum_4 : int := #|[set v : G_vertices_label | (v \in G_vertices) && (v \notin v_old)]|%:Z.
    Definition sum_2 : int := #|[set v : G_vertices_label | (v \in v_old) && (v \in G_vertices)]|%:Z.
    Hypothesis in_space_1 : forall (v : G_vertices_label), v \in v_old -> v \in G_vertices.
    Hypothesis accepts_1 : k <= sum_0 /\ sum_0 <= k + sum_2 \/ sum_0 < k /\ 0 <= sum_2.
    Hypothesis accepts_2 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v \in v_old -> v2 \notin
        v_old.
    Hypothesis accepts_3 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 \in v_old -> v != v2 /\
        v \notin v_old.

    (* Goal 8, backward: accepts *)
    Theorem backward_1 : sum_4 <= k.
    Proof.
    have few : sum_0 <= k + sum_2 by have [[]|[/ltW le_k ge0]] := accepts_1; rewrite // -[sum_0]addr0 ler_add.
    have vertices : sum_0 = sum_4 + sum_2.
      rewrite /sum_0 -(cardsID v_old) addrC PoszD.
      by congr (_%:Z + _%:Z); apply: eq_card => v; rewrite !inE // andbC.
    by rewrite vertices ler_add2r in few.
    Qed.

    (* Goal 9, backward: accepts *)
    Theorem backward_2 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v \in G_vertices /\ v \notin
        v_old \/ v2 \in G_vertices /\ v2 \notin v_old.
    Proof.
    move=> v v2 edge; have [_ [in_v in_v2]] := typed_1 edge.
    by have [/(accepts_2 edge)|] := boolP (v \in v_old); [right | left].
    Qed.

    (* Goal 10, backward: accepts *)
    Theorem backward_3 : forall (v v2 : G_vertices_label), (v, v2) \in G_edges -> v2 \in G_vertices /\ v2
        \notin v_old \/ v != v2 /\ v \in G_vertices /\ v \notin v_old.
    Proof.
    move=> v v2 edge; have [differ [in_v in_v2]] := typed_1 edge.
    by have [/(accepts_3 edge)[]|] := boolP (v2 \in v_old); [right | left].
    Qed.

    (* Goal 12, parsimonious: round trip *)
    Theorem parsimonious_2 : forall (v : G_vertices_label), v \in v_old -> v \in G_vertices.
    Proof.
    exact: in_space_1.
    Qed.

  End Image_witness.

End VertexCover_IndependentSet.
