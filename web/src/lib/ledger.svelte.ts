// What the server serves and which words its filters take, asked once.

import { get, Problem } from "./api";
import type { Index, Vocabulary } from "./types";

class Ledger {
  index: Index | null = $state.raw(null);
  vocabulary: Vocabulary | null = $state.raw(null);
  locked = $state(false);

  async load(): Promise<void> {
    try {
      [this.index, this.vocabulary] = await Promise.all([get<Index>(""), get<Vocabulary>("/vocabulary")]);
      this.locked = false;
    } catch (error) {
      this.locked = error instanceof Problem && error.status === 401;
    }
  }
}

export const ledger = new Ledger();
