/* What a run may take on this server: told when somebody opens it. */
import { get } from "./server.js";
import { make } from "./safe.js";

const NETWORK = {
  none: "It reaches no network: the system gives it one of its own, with nothing in it.",
  "no TCP": "It can open no TCP connection: the system refuses that. Other traffic is not closed off on this machine.",
  all: "This machine does not let a process be closed off from the network. The language has no way to it; a defect of certify might.",
};

export function tellLimits() {
  const details = document.querySelector("#limits"), list = document.querySelector("#limited");
  details.addEventListener("toggle", async () => {
    if (!details.open || list.childElementCount) return;
    try {
      const given = await get("api/limits");
      list.replaceChildren(...[
        `${given.seconds} s, ${given.memory} MiB of memory, and a result of ${Math.round(given.output / 2 ** 20) || 1} MiB.`,
        `${given.at_once} runs go on at a time, ${given.waiting} may wait; you have one at a time.`,
        "Reading is limited by steps that are counted, so what is found in a text is the same on every machine.",
        NETWORK[given.network],
        given.writes_elsewhere ? "It works in a folder of its own; this machine does not keep it from writing elsewhere."
          : "It writes in a folder of its own, which is removed with it; the system refuses all other writing.",
      ].map(says => make("li", {}, says)));
    } catch (error) {
      list.replaceChildren(make("li", {}, error.message));
    }
  });
}
