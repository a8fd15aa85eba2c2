"""Answers of students to an exercise, marked with the reason; and how many right answers there are."""

import networkx

import certify

wheel = networkx.wheel_graph(6)  # a hub, 0, and a rim of five
exercise = certify.problem("chromaticnumber")
answers = {
    "Ada": {0: 1, 1: 2, 2: 3, 3: 2, 4: 3, 5: 4},
    "Bob": {0: 1, 1: 2, 2: 3, 3: 2, 4: 3, 5: 3},
    "Eve": {0: 1, 1: 2, 2: 3, 3: 2, 4: 3},
}

for student, colours in answers.items():
    try:
        told = exercise.verify(wheel, colours, k=4)
    except certify.errors.CertifyError as wrong:
        print(f"{student}: {wrong}")
        continue
    print(f"{student}: {'right' if told else told.why[-3:]}")

print(exercise.count(wheel, k=4), "answers are right; with 3 colours,", exercise.solve(wheel, k=3).answer)
