/** The plan of the house: which folder stands on which floor, which floors a floor may import, where each npm package lives. */
export type Floor =
  | "roof"
  | "door"
  | "room"
  | "store"
  | "ground"
  | "scripts"
  | "generated"
  | "client"
  | "console";

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
  "gateway/operator": "roof",
  "gateway/operator/sign-in": "roof",
  "gateway/operator/administration": "roof",
  "gateway/operator/catalog": "roof",
  "gateway/operator/transfers": "roof",
  "gateway/operator/today": "roof",
  "gateway/operator/quality": "roof",
  "gateway/operator/alarms": "roof",
  "gateway/operator/batch": "roof",
  "gateway/operator/acts": "roof",
  "gateway/operator/record": "roof",
  "gateway/operator/network": "roof",
  "gateway/operator/log": "roof",
  "gateway/watch": "roof",
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
  "gateway/console": "roof",
  "gateway/console/src": "console",
  "gateway/store": "store",
  "gateway/store/console": "store",
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
  store: ["store", "ground"],
  ground: [],
  generated: [],
  client: ["generated"],
  // Browser code: nothing of the gateway but the types of its contracts.
  console: ["generated"],
};

interface Home {
  /** With the folders in them. */
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
  "openapi-fetch": { folders: ["contracts/client", "gateway/console/src"] },
  "openid-client": { folders: ["gateway/operator/sign-in"], files: 1 },
  otpauth: { folders: ["gateway/operator/sign-in"], files: 1 },
  pg: { folders: ["gateway/store"] },
  "pg-copy-streams": { folders: ["gateway/store"], files: 2 },
  "prom-client": { folders: ["gateway/watch"], files: 1 },
  saxes: { folders: ["gateway/decode"] },
  ssh2: { folders: ["gateway/sftp"], files: 1 },
  "ssh2-sftp-client": { folders: ["gateway/remote"], files: 1 },
  // The browser's, built into gateway/console/dist; no node loads them.
  react: { folders: ["gateway/console/src"] },
  "react-dom": { folders: ["gateway/console/src"] },
  "react-router": { folders: ["gateway/console/src"] },
  antd: { folders: ["gateway/console/src"] },
  echarts: { folders: ["gateway/console/src"] },
  "@tanstack/react-query": { folders: ["gateway/console/src"] },
  yaml: { folders: ["gateway/catalog", "gateway/adapter"] },
};

/** Tests and scripts may have these wherever they live; who has no home is for them alone. */
export const FOR_TESTS = [
  "ajv",
  "axe-core",
  "playwright-core",
  "fast-check",
  "hucre",
  "iconv-lite",
  "jose",
  "ssh2",
  "ssh2-sftp-client",
];

/** Files over the ceiling, with the one thing that each does. */
export const LONG: Readonly<Record<string, string>> = {};
