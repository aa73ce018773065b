// Saving what a view shows: answers of the server, tables made here, and drawings.

import { getBlob } from "./api";

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export async function saveAnswer(path: string, query: string, name: string): Promise<void> {
  save(await getBlob(path, query), name);
}

export function saveJson(value: unknown, name: string): void {
  save(new Blob([JSON.stringify(value, null, 1)], { type: "application/json" }), name);
}

const RUNS = /^(?:[\s\p{C}]*[=+\-@＝＋－＠']|[\t\r\n])/u;

/** A table as CSV that a spreadsheet shows and does not run: what it would take for a formula begins with an apostrophe. */
export function csv(columns: string[], rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return "";
    const text = typeof value === "number" ? String(value) : RUNS.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function saveCsv(columns: string[], rows: (string | number | null)[][], name: string): void {
  save(new Blob([csv(columns, rows)], { type: "text/csv;charset=utf-8" }), name);
}

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];

/** A drawing as a file of its own: styles that come from the page's style sheet are written into it. */
function standalone(svg: SVGSVGElement): { text: string; width: number; height: number } {
  const box = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const sources = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  sources.forEach((source, i) => {
    const style = getComputedStyle(source);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value) copies[i]?.setAttribute(name, value);
    }
    copies[i]?.removeAttribute("class");
  });
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const view = svg.viewBox.baseVal;
  ground.setAttribute("x", String(view?.x ?? 0));
  ground.setAttribute("y", String(view?.y ?? 0));
  copy.prepend(ground);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
}

export function saveSvg(svg: SVGSVGElement, name: string): void {
  save(new Blob([standalone(svg).text], { type: "image/svg+xml" }), name);
}

export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const { text, width, height } = standalone(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * 2);
  canvas.height = Math.ceil(height * 2);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, "image/png"));
  if (blob) save(blob, name);
}
