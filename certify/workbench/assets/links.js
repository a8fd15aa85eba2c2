/* A text as the end of a link, which no server sees: compressed, in letters that links may hold. */

const MARK = "text=";
const LARGEST = 300_000;

async function through(stream, bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    size += value.length;
    if (size > LARGEST) throw new RangeError("too long");
    parts.push(value);
  }
}

/* The end of a link that holds a text. */
export async function packed(text) {
  const bytes = new Uint8Array(await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text)));
  const letters = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
  return MARK + letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* The text that the end of a link holds; null if it holds none. */
export async function unpacked(end) {
  if (!end.startsWith(MARK)) return null;
  try {
    const letters = atob(end.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), Uint8Array.from(letters, letter => letter.charCodeAt(0))));
  } catch {
    return null;
  }
}
