/** The plan of the house: which folder stands on which floor, which floors a floor may import, where each npm package lives. */
export type Floor = "roof" | "door" | "room" | "store" | "ground" | "scripts" | "generated" | "client";

export const FOLDERS: Readonly<Record<string, Floor>> = {
  "gateway/cli": "roof",
  "gateway/catalog-site": "roof",
  "gateway/evidence": "roof",
  "gateway/piece": "roof",
  "gateway/push": "roof",
  "gateway/pull": "roof",
  "gateway/subscribe": "roof",
  "gateway/query": "roof",
  "gateway/draft": "roof",
  "gateway/release": "roof",
  "gateway/api": "door",
  "gateway/receive": "door",
  "gateway/deliver": "door",
  "gateway/sftp": "door",
  "gateway/remote": "door",
  "gateway/decode": "room",
  "gateway/map": "room",
  "gateway/validate": "room",
  "gateway/seal": "room",
  "gateway/route": "room",
  "gateway/receipt": "room",
  "gateway/log": "room",
  "gateway/catalog": "room",
  "gateway/adapter": "room",
  "gateway/rights": "room",
  "gateway/feedback": "room",
  "gateway/form": "room",
  "gateway/store": "store",
  "gateway/model": "ground",
  scripts: "scripts",
  "contracts/generated": "generated",
  "contracts/client": "client",
};

/** Which floors a floor may import, besides its own folder. */
export const BELOW: Readonly<Record<Floor, readonly Floor[]>> = {
  scripts: ["roof", "door", "room", "store", "ground", "scripts", "generated", "client"],
  roof: ["roof", "door", "room", "store", "ground", "generated"],
  door: ["store", "ground", "generated"],
  room: ["ground"],
  store: ["ground"],
  ground: [],
  generated: [],
  client: ["generated"],
};

interface Home {
  readonly folders: readonly string[];
  /** How many files may import it: what is dangerous is read in one sitting. */
  readonly files?: number;
}

export const HOMES: Readonly<Record<string, Home>> = {
  "@peculiar/asn1-cms": { folders: ["gateway/seal"], files: 1 },
  "@peculiar/asn1-schema": { folders: ["gateway/seal"], files: 1 },
  "@peculiar/asn1-x509": { folders: ["gateway/seal"], files: 1 },
  ajv: { folders: ["gateway/validate"] },
  "ajv-formats": { folders: ["gateway/validate"] },
  croner: { folders: ["gateway/pull"], files: 1 },
  express: { folders: ["gateway/api", "gateway/operator"] },
  hucre: { folders: ["gateway/decode", "gateway/feedback", "gateway/form"] },
  "iconv-lite": { folders: ["gateway/feedback"], files: 1 },
  "node-forge": { folders: ["gateway/seal"], files: 1 },
  nodemailer: { folders: ["gateway/operator/alarms"], files: 1 },
  "openapi-fetch": { folders: ["contracts/client", "gateway/console"] },
  "openid-client": { folders: ["gateway/operator/sign-in"], files: 1 },
  otpauth: { folders: ["gateway/operator/sign-in"], files: 1 },
  pg: { folders: ["gateway/store"] },
  "pg-copy-streams": { folders: ["gateway/store"] },
  "prom-client": { folders: ["gateway/watch"], files: 1 },
  saxes: { folders: ["gateway/decode"] },
  ssh2: { folders: ["gateway/sftp"], files: 1 },
  "ssh2-sftp-client": { folders: ["gateway/remote"], files: 1 },
  yaml: { folders: ["gateway/catalog", "gateway/adapter"] },
};

/** Tests and scripts may have these wherever they live; who has no home is for them alone. */
export const FOR_TESTS = ["ajv", "fast-check", "hucre", "iconv-lite", "jose", "ssh2", "ssh2-sftp-client"];

/** Files over the ceiling, with the one thing that each does. */
export const LONG: Readonly<Record<string, string>> = {};
