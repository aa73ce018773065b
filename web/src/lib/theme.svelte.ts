// Light or dark: as the system says, or as the reader chose.

type Theme = "auto" | "light" | "dark";
const KEY = "dragoman-theme";

class Themes {
  chosen: Theme = $state(read());

  constructor() {
    this.#show();
  }

  next(): void {
    this.chosen = this.chosen === "auto" ? "light" : this.chosen === "light" ? "dark" : "auto";
    localStorage.setItem(KEY, this.chosen);
    this.#show();
  }

  #show(): void {
    if (this.chosen === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.chosen;
  }
}

function read(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "auto";
}

export const themes = new Themes();
