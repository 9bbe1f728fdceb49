#!/bin/sh
# 信桥导览：用 sftp、curl、openssl 走一遍各个门。先在另一个终端启动沙箱：npm start
# A tour of the doors with sftp, curl and openssl. Start a sandbox in another terminal first: npm start
#
#   sh scripts/tour.sh [沙箱数据目录 the sandbox's data folder]
#
# 每一步先打印要做什么，再打印命令的结果；任何一步不如预期即停止。
# Each step says what it does and shows what came of it; the first that goes wrong ends the tour.
set -eu

HOUSE=$(cd "$(dirname "$0")/.." && pwd)
SANDBOX=$(cd "${1:-$HOUSE/.sandbox/sandbox}" && pwd)
NODE="node $HOUSE/scripts/run.mjs"
OUT=$(mktemp -d)
trap 'rm -rf "$OUT"' EXIT

# 一家单位：证书、SSH 密钥、令牌密钥。 One agency: certificate, SSH key, token key.
AGENCY=jinan-credit
MINE=$SANDBOX/agencies/$AGENCY
ADAPTER=cities/jinan-penalties
SAMPLES=$HOUSE/adapters/$ADAPTER/samples

say() { printf '\n=== %s\n' "$*"; }
fail() { printf '*** %s\n' "$*" >&2; exit 1; }

# JSON 中的一个值：json 文件 表达式。 One value of a JSON file: json <file> <expression>.
json() { node -e 'const [file, path] = process.argv.slice(1);
  const value = path.split(".").reduce((at, key) => at?.[key], JSON.parse(require("fs").readFileSync(file, "utf8")));
  if (value === undefined) { console.error(`no ${path} in ${file}`); process.exit(1); }
  console.log(typeof value === "object" ? JSON.stringify(value) : value)' "$1" "$2"; }

CITY=$SANDBOX/nodes/370100/node.json
URL=https://127.0.0.1:$(json "$CITY" listen.port)
SFTP_PORT=$(json "$CITY" sftp.port)
TOKENS=$(json "$CITY" listenTokens.publicUrl)

# 以证书调用。 A call under the agency's certificate.
call() { curl --silent --show-error --fail-with-body --cacert "$SANDBOX/ca.crt" --cert "$MINE/client.crt" --key "$MINE/client.key" "$@"; }

# 等待某文件出现于 out/。 Wait for a file in out/.
fetch() {
  for _ in $(seq 1 60); do
    if printf 'get out/%s %s\n' "$1" "$OUT/$1" | ftp >/dev/null 2>&1 && [ -s "$OUT/$1" ]; then return 0; fi
    sleep 1
  done
  fail "out/$1 did not come"
}
ftp() { sftp -b - -q -i "$MINE/ssh.key" -o IdentitiesOnly=yes -o UserKnownHostsFile="$SANDBOX/known_hosts" \
  -o StrictHostKeyChecking=yes -P "$SFTP_PORT" "$AGENCY@127.0.0.1"; }

say "1. SFTP 报送 GB18030 的 CSV：传为 .part，传完改名 Send a GB18030 CSV by SFTP: put as .part, rename when done"
NAME=tour-$(date +%s).csv
# 文件末尾加一空行，使本次的字节与以往不同。 A blank line at the end, so that these bytes are new.
{ cat "$SAMPLES/refused-rows.input.csv"; printf '%*s' "$(($(date +%s) % 500))" '' | tr ' ' '\n'; } > "$OUT/$NAME"
printf 'put %s in/%s/%s.part\nrename in/%s/%s.part in/%s/%s\nls -l out\n' \
  "$OUT/$NAME" "$ADAPTER" "$NAME" "$ADAPTER" "$NAME" "$ADAPTER" "$NAME" | ftp

say "2. 取回签名回执、退回的行、小结 Fetch the signed receipt, the rejected rows, the summary"
BASE=${NAME%.csv}
fetch "$NAME.receipt.json"
fetch "$NAME.rejected.csv"
fetch "$NAME.summary.txt"
cat "$OUT/$NAME.summary.txt"
$NODE "$HOUSE/gateway/main.ts" verify "$OUT/$NAME.receipt.json" --ca "$SANDBOX/ca.crt"
iconv -f gb18030 -t utf-8 "$OUT/$NAME.rejected.csv" | cut -c 1-60 | head -3

say "3. curl 预检一条：同样的规则，什么也不存 Pre-check one record: the same rules, nothing stored"
iconv -f gb18030 -t utf-8 "$SAMPLES/accepted-forms.input.csv" > "$OUT/good.csv"
node -e 'const [title, row] = require("fs").readFileSync(process.argv[1], "utf8").split(/\r?\n/).map((line) => line.split(","));
  console.log(JSON.stringify({ records: [Object.fromEntries(title.map((name, at) => [name, row[at]]))] }))' "$OUT/good.csv" > "$OUT/records.json"
call --json "@$OUT/records.json" "$URL/v1/prechecks?adapter=$ADAPTER" -o "$OUT/precheck.json"
json "$OUT/precheck.json" counts

say "4. curl 报送一条：答复即已落盘，有签名回执 Push one record: durable when answered, with a signed receipt"
call --json "@$OUT/records.json" -H "Idempotency-Key: tour-$$-$(date +%s)" "$URL/v1/records?adapter=$ADAPTER" -o "$OUT/push.json"
json "$OUT/push.json" results.0.outcome
json "$OUT/push.json" receipt.text
SUBJECT=$(json "$OUT/push.json" results.0.subject)

say "5. 按主体查询，须说明用途和依据 Query by subject, with purpose and basis"
printf '{"subject":{"uscc":"%s"},"purpose":"licensing","basis":"导览 a tour"}' "$SUBJECT" > "$OUT/query.json"
call --json "@$OUT/query.json" "$URL/v1/queries" -o "$OUT/found.json"
json "$OUT/found.json" records.0.fields

say "6. 变更流 The change feed"
call "$URL/v1/items/XZCF/changes?cursor=&limit=2" -o "$OUT/changes.json"
json "$OUT/changes.json" changes.0.type
json "$OUT/changes.json" cursor

say "7. 以 private_key_jwt 取令牌，凭令牌调用 A token by private_key_jwt, and a call with it"
ASSERTION=$(node -e 'const { createPrivateKey, randomUUID, sign } = require("crypto");
  const [file, agency, audience] = process.argv.slice(1);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: "ES256", kid: `${agency}-token-1`, typ: "JWT" })}.${part({ iss: agency, sub: agency, aud: audience, jti: randomUUID(), iat: now, exp: now + 120 })}`;
  const key = { key: createPrivateKey(require("fs").readFileSync(file)), dsaEncoding: "ieee-p1363" };
  console.log(`${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`)' "$MINE/token.key" "$AGENCY" "$TOKENS/oauth2/token")
curl --silent --show-error --fail-with-body --cacert "$SANDBOX/ca.crt" "$TOKENS/oauth2/token" -o "$OUT/token.json" \
  -d grant_type=client_credentials -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
  -d "client_assertion=$ASSERTION"
curl --silent --show-error --fail-with-body --cacert "$SANDBOX/ca.crt" "$TOKENS/v1/me" -o "$OUT/me.json" \
  -H "Authorization: Bearer $(json "$OUT/token.json" access_token)"
json "$OUT/me.json" via

say "8. 断点续传（tus）：两段 A resumable upload (tus) in two parts"
iconv -f gb18030 -t utf-8 "$OUT/$NAME" | iconv -f utf-8 -t gb18030 > "$OUT/again.csv"
printf '\n' >> "$OUT/again.csv"
SIZE=$(($(wc -c < "$OUT/again.csv")))
PLACE=$(call -X POST -H 'Tus-Resumable: 1.0.0' -H "Upload-Length: $SIZE" -D - -o /dev/null "$URL/v1/uploads" \
  -H "Upload-Metadata: adapter $(printf %s "$ADAPTER" | base64),name $(printf again.csv | base64)" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
head -c 1000 "$OUT/again.csv" > "$OUT/first"
tail -c +1001 "$OUT/again.csv" > "$OUT/second"
for PART in first:0 second:1000; do
  call -X PATCH -H 'Tus-Resumable: 1.0.0' -H 'Content-Type: application/offset+octet-stream' \
    -H "Upload-Offset: ${PART#*:}" --data-binary "@$OUT/${PART%:*}" -D "$OUT/head" -o /dev/null "$URL$PLACE"
done
BATCH=$(tr -d '\r' < "$OUT/head" | sed -n 's/^[Xx]inqiao-[Bb]atch: //p')
call "$URL/v1/batches/$BATCH?wait=20" -o "$OUT/status.json"
json "$OUT/status.json" counts

say "9. 订阅：收到签名的事件并核验 A subscription: a signed event comes and is verified"
cat > "$OUT/receiver.mjs" <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
const [house, sandbox, jwks, place] = process.argv.slice(2);
const { verifyWebhook } = await import(`${house}/contracts/client/client.js`);
const [key] = JSON.parse(readFileSync(jwks, "utf8")).keys.filter(({ kid }) => kid.includes("event"));
const read = (file) => readFileSync(`${sandbox}/nodes/370000/${file}`);
const server = createServer({ cert: read("server.crt"), key: read("server.key") }, async (request, response) => {
  const chunks = await Array.fromAsync(request);
  const { events } = verifyWebhook({ headers: request.headers, body: Buffer.concat(chunks), key });
  response.writeHead(204).end();
  writeFileSync(place, JSON.stringify(events));
  server.close();
  server.closeIdleConnections();
}).listen(8499, "127.0.0.1");
JS
curl --silent --show-error --fail-with-body --cacert "$SANDBOX/ca.crt" "$TOKENS/.well-known/jwks.json" -o "$OUT/jwks.json"
timeout 60 node "$OUT/receiver.mjs" "$HOUSE" "$SANDBOX" "$OUT/jwks.json" "$OUT/events.json" &
RECEIVER=$!
call --json '{"target":"here","items":["XZCF"]}' "$URL/v1/subscriptions" -o "$OUT/subscription.json"
sed "s/〔2026〕[^号]*号/〔2026〕$(date +%s)号/" "$OUT/records.json" > "$OUT/next.json"
call --json "@$OUT/next.json" "$URL/v1/records?adapter=$ADAPTER" -o "$OUT/push.json"
wait "$RECEIVER"
json "$OUT/events.json" 0.type
json "$OUT/events.json" 0.id
call -X DELETE "$URL/v1/subscriptions/$(json "$OUT/subscription.json" id)" -o /dev/null

say "10. 收件目录：由 OpenSSH 自己的 sshd 收，网关来取 An inbox: OpenSSH's own sshd receives, the gateway takes"
SSHD=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v sshd || true)
if [ -n "$SSHD" ]; then
  INBOX=$SANDBOX/nodes/370100/inbox/$AGENCY
  mkdir -p "$INBOX/in/$ADAPTER" "$INBOX/out"
  PORT=$(node -e 'const server = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); })')
  ssh-keygen -q -t ed25519 -N '' -C '' -f "$OUT/host"
  ssh-keygen -y -f "$MINE/ssh.key" > "$OUT/authorized"
  printf '[127.0.0.1]:%s %s\n' "$PORT" "$(cat "$OUT/host.pub")" > "$OUT/known"
  printf '%s\n' "Port $PORT" 'ListenAddress 127.0.0.1' "HostKey $OUT/host" "AuthorizedKeysFile $OUT/authorized" 'PidFile none' \
    'StrictModes no' 'UsePAM no' 'PermitRootLogin prohibit-password' 'PasswordAuthentication no' \
    'Subsystem sftp internal-sftp' "ForceCommand internal-sftp -d $INBOX -u 0007" > "$OUT/sshd_config"
  if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
  "$SSHD" -D -e -f "$OUT/sshd_config" 2> "$OUT/sshd.log" &
  SERVER=$!
  trap 'kill "$SERVER"; rm -rf "$OUT"' EXIT
  theirs() { sftp -b - -q -i "$MINE/ssh.key" -o IdentitiesOnly=yes -o UserKnownHostsFile="$OUT/known" \
    -o StrictHostKeyChecking=yes -P "$PORT" "$(id -un)@127.0.0.1"; }
  for _ in $(seq 1 50); do if grep -q 'Server listening' "$OUT/sshd.log"; then break; fi; sleep 0.1; done
  { cat "$OUT/$NAME"; printf '\n\n\n'; } > "$OUT/inbox-$NAME"
  printf 'put %s in/%s/inbox-%s.part\nrename in/%s/inbox-%s.part in/%s/inbox-%s\n' \
    "$OUT/inbox-$NAME" "$ADAPTER" "$NAME" "$ADAPTER" "$NAME" "$ADAPTER" "$NAME" | theirs
  for _ in $(seq 1 60); do if [ -s "$INBOX/out/inbox-$NAME.receipt.json" ]; then break; fi; sleep 1; done
  printf 'get out/inbox-%s.receipt.json %s/\nls -l out\n' "$NAME" "$OUT" | theirs
  $NODE "$HOUSE/gateway/main.ts" verify "$OUT/inbox-$NAME.receipt.json" --ca "$SANDBOX/ca.crt"
else
  echo "本机没有 sshd，略过 There is no sshd on this machine: left out"
fi

say "11. 接口说明 The contract: $URL/docs"
call "$URL/openapi.json" -o "$OUT/openapi.json"
json "$OUT/openapi.json" info.title

say "完 The end"
