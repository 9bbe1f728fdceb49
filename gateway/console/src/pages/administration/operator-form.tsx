/** Entering an operator, or changing one. Roles that exclude each other cannot be chosen together; the node refuses it anyway. */
import { Checkbox, Form, Input, Radio } from "antd";
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { useAttempt } from "../../frame/attempt.ts";
import { FormDialog } from "../../shared-views/form-dialog.tsx";
import { useChoices } from "../../shared-views/names.tsx";
import { useWords } from "../../words.ts";
import { type OperatorEntry, ROLE_ORDER, type Role, type WithLink } from "./administration-data.ts";
import { DUTIES, OPERATORS, ROLES } from "./words.ts";

interface Typed {
  readonly login: string;
  readonly name: string;
  /** Asked only where there is a choice. */
  readonly way?: "local" | "oidc";
  readonly roles: Role[];
  /** "all" has to be said. */
  readonly scope: "all" | string[];
  readonly reason: string;
}

const ADMINISTRATORS: readonly Role[] = ["system", "security", "audit"];

export function OperatorForm({
  entry,
  oidc,
  onClose,
  onMade = () => {},
  onChanged = () => {},
}: {
  readonly entry?: OperatorEntry;
  readonly oidc: boolean;
  readonly onClose: () => void;
  readonly onMade?: (made: WithLink) => void;
  readonly onChanged?: () => void;
}) {
  const t = useWords(OPERATORS);
  const { busy, error, attempt } = useAttempt();
  const [form] = Form.useForm<Typed>();
  const roles = Form.useWatch("roles", form) ?? entry?.roles ?? [];
  const isViewer = roles.length === 1 && roles[0] === "viewer";
  const give = async (typed: Typed) => {
    const scope = isViewer && typed.scope !== "all" ? typed.scope : null;
    const common = { name: typed.name.trim(), roles: typed.roles, scope };
    if (entry) {
      const body = { ...common, revision: entry.revision, reason: typed.reason.trim() };
      await answered(api.PATCH("/api/operators/{id}", { params: { path: { id: entry.id } }, body }));
      onChanged();
    } else {
      const body = { ...common, login: typed.login.trim(), way: typed.way ?? "local" };
      onMade(await answered(api.POST("/api/operators", { body })));
    }
  };
  const needed = { required: true, whitespace: true, message: t.needed };
  return (
    <FormDialog
      title={entry ? t.changeTitle(entry.name) : t.add}
      verb={entry ? t.save : t.add}
      width={600}
      busy={busy}
      error={error}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          ...{ way: "local", roles: ["viewer"], scope: [] },
          ...(entry && {
            ...{ name: entry.name, roles: [...entry.roles] },
            scope: entry.scope === null ? "all" : [...entry.scope],
          }),
        }}
        onFinish={(typed) => void attempt(() => give(typed))}
      >
        {!entry && (
          <Form.Item
            name="login"
            label={t.login}
            extra={t.loginHint}
            rules={[needed, { pattern: /^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/, message: t.loginHint }]}
          >
            <Input autoComplete="off" maxLength={64} autoFocus />
          </Form.Item>
        )}
        <Form.Item name="name" label={t.name} rules={[needed]}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        {!entry && oidc && (
          <Form.Item name="way" label={t.way}>
            <Radio.Group
              options={[
                { value: "local", label: t.local },
                { value: "oidc", label: t.oidc },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item
          name="roles"
          label={t.roles}
          extra={t.rolesHint}
          rules={[{ required: true, message: t.needed }]}
        >
          <RoleChoice />
        </Form.Item>
        <Form.Item
          name="scope"
          label={t.scope}
          extra={t.scopeHint}
          rules={[
            {
              validator: async (_rule, value: Typed["scope"]) => {
                if (isViewer && value !== "all" && value.length === 0) throw new Error(t.scopeNeeded);
              },
            },
          ]}
        >
          <AgencyChoice disabled={!isViewer} />
        </Form.Item>
        {entry && (
          <Form.Item
            name="reason"
            label={t.reason}
            extra={`${t.reasonHint}。${t.rolesEnd}`}
            rules={[{ required: true, whitespace: true, min: 4, message: t.needed }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        )}
      </Form>
    </FormDialog>
  );
}

function RoleChoice({
  value = [],
  onChange = () => {},
}: {
  readonly value?: readonly Role[];
  readonly onChange?: (roles: readonly Role[]) => void;
}) {
  const names = useWords(ROLES);
  const duties = useWords(DUTIES);
  const turn = (role: Role, on: boolean) =>
    onChange(on ? [...value, role] : value.filter((one) => one !== role));
  const isExcluded = (role: Role) =>
    ADMINISTRATORS.includes(role) && value.some((one) => one !== role && ADMINISTRATORS.includes(one));
  return (
    <div className="role-choice">
      {ROLE_ORDER.map((role) => (
        <Checkbox
          key={role}
          checked={value.includes(role)}
          disabled={isExcluded(role)}
          onChange={({ target }) => turn(role, target.checked)}
        >
          {names[role]} <span className="soft">{duties[role]}</span>
        </Checkbox>
      ))}
    </div>
  );
}

/** A list to tick, narrowed by what is typed. antd's Select writes inline styles, which the policy of the page forbids. */
function AgencyChoice({
  value = [],
  onChange = () => {},
  disabled,
}: {
  readonly value?: "all" | readonly string[];
  readonly onChange?: (agencies: "all" | readonly string[]) => void;
  readonly disabled: boolean;
}) {
  const t = useWords(OPERATORS);
  const agencies = useChoices("agencies");
  const [text, setText] = useState("");
  const chosen = value === "all" ? [] : value;
  const shown = agencies.filter(
    (one) => chosen.includes(one.value) || one.label.includes(text.trim()) || one.value.includes(text.trim()),
  );
  if (disabled) return <p className="soft">{t.scopeAll}</p>;
  return (
    <>
      <Checkbox checked={value === "all"} onChange={({ target }) => onChange(target.checked ? "all" : [])}>
        {t.scopeAll}
      </Checkbox>
      <fieldset className="agency-choice" aria-label={t.scope} hidden={value === "all"}>
        <Input
          type="search"
          aria-label={t.scopeFind}
          placeholder={t.scopeFind}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="agency-list">
          {shown.map((one) => (
            <Checkbox
              key={one.value}
              checked={chosen.includes(one.value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, one.value] : chosen.filter((id) => id !== one.value))
              }
            >
              {one.label}
            </Checkbox>
          ))}
        </div>
        <p className="soft">{t.scopeSome(chosen.length)}</p>
      </fieldset>
    </>
  );
}
