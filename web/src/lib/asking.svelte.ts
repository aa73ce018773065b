// An answer that a view waits for: asked again whenever what it depends on changes, the late answer to an old question dropped.

import { get, Problem } from "./api";

export class Asking<T> {
  value: T | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  waiting = $state(false);
  #again = $state(0);

  constructor(question: () => { path: string; query?: string } | null) {
    $effect(() => {
      void this.#again;
      const asked = question();
      if (!asked) {
        this.value = null;
        return;
      }
      const stop = new AbortController();
      this.waiting = true;
      get<T>(asked.path, asked.query ?? "", stop.signal)
        .then((value) => {
          this.value = value;
          this.problem = null;
        })
        .catch((error: unknown) => {
          if (stop.signal.aborted) return;
          this.problem = error instanceof Problem ? error : new Problem(0, String(error));
          this.value = null;
        })
        .finally(() => {
          if (!stop.signal.aborted) this.waiting = false;
        });
      return () => stop.abort();
    });
  }

  again(): void {
    this.#again += 1;
  }
}
