// What the user has chosen. Whoever changes it says what has to be drawn anew.

export const state = {
  language: "en", theme: "auto", types: new Set(), kinds: new Set(), stages: new Set(), clock: "event", from: 0, to: 0,
  undated: true, top: 0, weight: 1, confidence: 0, cap: 0, ego: null, chosen: null, tab: "edges",
  measure: "strength", order: { edges: ["w", -1], nodes: ["place", 1] }, rows: 100,
};

export const CAPS = [300, 1000, 3000, 8000, 20000];

export function reset(data) {
  state.types = new Set(); // those that are off
  state.kinds = new Set();
  state.stages = new Set();
  state.undated = true;
  state.top = data.opened || data.nodes.length;
  state.weight = 1;
  state.confidence = 0;
  state.cap = data.opened ? CAPS[0] : CAPS[2];
  state.ego = null;
  clock(data, state.clock);
}

export function clock(data, name) {
  state.clock = name;
  state.from = 0;
  state.to = Math.max(data.months[name].length - 1, 0);
}

const listeners = {};
export const on = (event, call) => (listeners[event] ??= []).push(call);
export const emit = (event, value) => (listeners[event] ?? []).forEach((call) => call(value));

export function choose(chosen, how = {}) {
  state.chosen = chosen;
  emit("chosen", how);
}
