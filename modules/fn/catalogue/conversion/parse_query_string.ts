/** Query string to object. */
export default function parseQueryString(query: string): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const part of query.replace(/^\?/, "").split("&").filter((item) => item !== "")) {
    const [key = "", value = ""] = part.split("=").map((item) => decodeURIComponent(item.replace(/\+/g, " ")));
    out[key] = value;
  }
  return out;
}
