/** Media type of a file name or extension. */
export default function mimeType(name: string): string {
  const types: Record<string, string> = { html: "text/html", htm: "text/html", css: "text/css", csv: "text/csv", txt: "text/plain", md: "text/markdown", js: "text/javascript", mjs: "text/javascript", json: "application/json", xml: "application/xml", pdf: "application/pdf", zip: "application/zip", gz: "application/gzip", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", svg: "image/svg+xml", ico: "image/vnd.microsoft.icon", mp3: "audio/mpeg", wav: "audio/wav", mp4: "video/mp4", webm: "video/webm", woff: "font/woff", woff2: "font/woff2", wasm: "application/wasm", doc: "application/msword", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
  const ending = name.split(".").pop()!.toLowerCase();
  if (!Object.hasOwn(types, ending)) throw new RangeError("the extension is not known");
  return types[ending]!;
}
