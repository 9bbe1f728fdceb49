/**
 * The registers in force, as an administrator reads them: who signed which number, who may do what, by which keys.
 * The trap: they are read here and never written; a password's hash and an address's secret part are not told.
 */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

import type { AccessAgency, Grant } from "../../model/access.ts";
import { Refusal } from "../../model/refusal.ts";
import type { NodeParts } from "../../node-parts.ts";
import { verifyAs } from "../../seal/cms.ts";
import { trustOf } from "../../seal/registry.ts";
import type { JsonAnswer } from "../admit.ts";
import { sshFingerprint, tokenFingerprint } from "./register-keys.ts";

type Register = JsonAnswer<"getRegister">;
type Access = NonNullable<Register["access"]>;
type Signer = Register["network"]["signer"];

export function describeRegister({ site, rights }: NodeParts): Register {
  const { config } = site;
  const { network, access } = site.registers();
  const at = site.clock();
  const grantsOf = (kind: "agency" | "node", id: string, grants: readonly Grant[]) =>
    grants.map((one) => ({
      ...one,
      inForce: one.actions.some((action) => rights.may({ kind, id }, one.item, action, at) !== null),
    }));
  return {
    node: config.node,
    network: {
      number: network.number ?? 0,
      file: basename(config.networkFile),
      signer: signerOf(config.networkFile, config.pem.ca, network),
      agencies: network.agencies.filter(({ node }) => node === config.node).length,
      revoked: network.revoked?.length ?? 0,
    },
    access:
      access === null || config.access === null
        ? null
        : {
            number: access.number,
            issuedAt: new Date(access.issuedAt).toISOString(),
            file: basename(config.access),
            signer: signerOf(config.access, config.pem.ca, network),
            agencies: access.agencies.map((agency) => ({
              id: agency.id,
              grants: grantsOf("agency", agency.id, agency.grants),
              keys: keysOf(agency),
              sftp: agency.sftp
                ? { password: agency.sftp.allow?.includes("password") ?? false, final: agency.sftp.final }
                : null,
              signature: agency.signature ?? "optional",
              targets: (agency.targets ?? []).map(({ name, kind, url }) => ({
                name,
                kind,
                url: withoutUser(url),
              })),
              limits: { ...config.agencyLimits, ...agency.limits },
            })),
            nodes: access.nodes.map(({ id, grants }) => ({ id, grants: grantsOf("node", id, grants) })),
          },
  };
}

/** Of the file as it lies there now: it was verified when it was taken, and is again. */
function signerOf(file: string, ca: string, network: Parameters<typeof trustOf>[0]): Signer {
  let files: readonly Buffer[];
  try {
    files = [readFileSync(file), readFileSync(`${file}.p7s`)];
  } catch (cause) {
    throw new Refusal("NODE_BUSY", {}, { cause });
  }
  const [text = Buffer.alloc(0), p7s = Buffer.alloc(0)] = files;
  const { certificate, fingerprint, signedAt } = verifyAs("network", text, p7s, trustOf(network, [ca]));
  const validUntil = new Date(new X509Certificate(certificate).validTo).toISOString();
  return { fingerprint, signedAt: signedAt.toISOString(), validUntil };
}

type Key = Access["agencies"][number]["keys"][number];

function keysOf({ tokenKeys = [], sftp }: AccessAgency): Key[] {
  const ssh = (use: Key["use"], lines: readonly string[] = []): Key[] =>
    lines.map((key, at) => {
      const [algorithm = ""] = key.split(" ");
      return { id: `${use}-${at + 1}`, use, algorithm, fingerprint: sshFingerprint(key), key };
    });
  return [
    ...tokenKeys.map(
      ({ id, algorithm, publicKey: key }): Key => ({
        ...{ id, use: "token", algorithm, fingerprint: tokenFingerprint(key), key },
      }),
    ),
    ...ssh("sftp", sftp?.keys),
    ...ssh("sftpAuthority", sftp?.certificateAuthorities),
  ];
}

function withoutUser(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^@/]*@/, "$1");
}
