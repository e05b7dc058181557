import data from "./data.json" with { type: "json" };
import type T from "./t.json" with { type: "json" };
