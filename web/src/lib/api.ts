// Asking the server: one place that knows its addresses, the token, and how it says what is wrong.

const ROOT = "/api/v1";
const TOKEN = "dragoman-token";

export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** Take the token out of the address, where it must not stay, and keep it for this tab. */
export function takeToken(): void {
  const found = /^#token=(.+)$/.exec(location.hash);
  if (found?.[1]) {
    sessionStorage.setItem(TOKEN, decodeURIComponent(found[1]));
    history.replaceState(null, "", location.pathname + location.search);
  }
}

export function setToken(token: string): void {
  sessionStorage.setItem(TOKEN, token);
}

export function hasToken(): boolean {
  return sessionStorage.getItem(TOKEN) !== null;
}

function headers(more: Record<string, string> = {}): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  let detail = response.statusText || "the server did not answer as it should";
  try {
    detail = ((await response.json()) as { detail?: string }).detail ?? detail;
  } catch {
    // Not a problem of ours: what the status says is all there is.
  }
  throw new Problem(response.status, detail);
}

export function address(path: string, query = ""): string {
  return ROOT + path + (query ? `?${query}` : "");
}

async function request(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer. Is `dragoman serve` still running?");
  }
}

export async function get<T>(path: string, query = "", signal?: AbortSignal): Promise<T> {
  const options: RequestInit = { headers: headers(), credentials: "omit" };
  if (signal) options.signal = signal;
  return (await (await answered(await request(address(path, query), options))).json()) as T;
}

export async function getBlob(path: string, query = ""): Promise<Blob> {
  return (await answered(await request(address(path, query), { headers: headers(), credentials: "omit" }))).blob();
}

export async function send<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const options: RequestInit = { method, headers: headers({ "Content-Type": "application/json" }), credentials: "omit" };
  if (body !== undefined) options.body = JSON.stringify(body);
  return (await (await answered(await request(address(path), options))).json()) as T;
}
