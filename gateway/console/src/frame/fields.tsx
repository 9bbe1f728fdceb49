/**
 * Fields whose value is the address. The trap: the router sets the address in a transition, and until it is there React
 * puts a field that is bound to it back to what it was: letters are lost, and a Chinese input method is torn from its
 * word. So what is typed is the field's own, and the address follows.
 */
import { type ComponentProps, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

import { isDay, isMinute, LAST_DAY } from "../format.ts";

type Rest<Names extends keyof ComponentProps<"input">> = Pick<ComponentProps<"input">, Names>;

const PAUSE_MS = 250;

/**
 * Taken after a pause, at Enter and when it is left, without the spaces round it; never within a composition. A patient
 * one is not taken at a pause: where an answer costs the node something, and half a word none is waiting for.
 */
export function TypedField({
  value,
  onValue,
  isPatient = false,
  ...rest
}: {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly isPatient?: boolean;
} & Rest<"aria-label" | "className" | "id" | "maxLength" | "placeholder">) {
  const { key } = useLocation();
  const [text, setText] = useState(value);
  const latest = useRef({ text, value, onValue });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isTyping = useRef(false);
  const isComposing = useRef(false);
  useLayoutEffect(() => {
    latest.current = { text, value, onValue };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new address, also one with the same value.
  useLayoutEffect(() => {
    if (isTyping.current || isComposing.current) return;
    // A space at the end may be followed by a word.
    if (latest.current.text.trim() !== value.trim()) setText(value);
  }, [value, key]);
  useLayoutEffect(() => () => clearTimeout(timer.current), []);
  const take = () => {
    clearTimeout(timer.current);
    isTyping.current = false;
    const { text: typed, value: taken, onValue: tell } = latest.current;
    if (typed.trim() !== taken.trim()) tell(typed.trim());
  };
  const takeSoon = () => {
    clearTimeout(timer.current);
    if (!isPatient && !isComposing.current) timer.current = setTimeout(take, PAUSE_MS);
  };
  return (
    <input
      {...rest}
      type="search"
      value={text}
      onChange={({ target }) => {
        isTyping.current = true;
        setText(target.value);
        takeSoon();
      }}
      onCompositionStart={() => {
        isComposing.current = true;
        takeSoon();
      }}
      onCompositionEnd={() => {
        isComposing.current = false;
        takeSoon();
      }}
      onBlur={take}
      onKeyDown={({ key: pressed, nativeEvent }) => pressed === "Enter" && !nativeEvent.isComposing && take()}
    />
  );
}

interface DateFieldProps extends Rest<"className" | "max" | "min"> {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A day, as 2026-11-23. */
export function DayField(props: DateFieldProps) {
  return <DateField max={LAST_DAY} {...props} type="date" isWhole={isDay} />;
}

/** A minute of a day, as 2026-11-23T08:30. */
export function MinuteField(props: DateFieldProps) {
  return <DateField max={`${LAST_DAY}T23:59`} {...props} type="datetime-local" isWhole={isMinute} />;
}

/** Taken at Enter and when it is left: while it is typed a date passes through years that nobody means. */
function DateField({
  label,
  value,
  onValue,
  isWhole,
  ...rest
}: DateFieldProps & {
  readonly type: "date" | "datetime-local";
  readonly isWhole: (text: string) => boolean;
}) {
  const { key } = useLocation();
  const [text, setText] = useState(value);
  const isTyping = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new address, also one with the same value.
  useLayoutEffect(() => {
    if (!isTyping.current) setText(value);
  }, [value, key]);
  const take = (field: HTMLInputElement) => {
    isTyping.current = false;
    // What is half a date is as good as nothing, but does not mean it.
    if (text === "" ? field.validity.badInput : !isWhole(text)) setText(value);
    else if (text !== value) onValue(text);
  };
  return (
    <label>
      {label}{" "}
      <input
        {...rest}
        value={text}
        onChange={({ target }) => {
          isTyping.current = true;
          setText(target.value);
        }}
        onBlur={({ currentTarget }) => take(currentTarget)}
        onKeyDown={({ key: pressed, currentTarget }) => pressed === "Enter" && take(currentTarget)}
      />
    </label>
  );
}
