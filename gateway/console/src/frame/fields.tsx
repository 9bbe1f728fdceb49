/**
 * Fields whose value is the address. The trap: the router sets the address in a transition, and until it is there React
 * puts a field that is bound to it back to what it was: letters are lost, and a Chinese input method is torn from its
 * word. So what is typed is the field's own, and the address follows.
 */
import { type ComponentProps, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

import { isDay, LAST_DAY } from "../format.ts";

type Rest<Names extends keyof ComponentProps<"input">> = Pick<ComponentProps<"input">, Names>;

const PAUSE_MS = 250;

/** Taken after a pause, at Enter and when it is left, without the spaces round it; never within a composition. */
export function TypedField({
  value,
  onValue,
  ...rest
}: {
  readonly value: string;
  readonly onValue: (value: string) => void;
} & Rest<"aria-label" | "className" | "id" | "maxLength" | "placeholder">) {
  const { key } = useLocation();
  const [text, setText] = useState(value);
  const latest = useRef({ text, value, onValue });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isComposing = useRef(false);
  useLayoutEffect(() => {
    latest.current = { text, value, onValue };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new address, also one with the same value.
  useLayoutEffect(() => {
    const isTyping = timer.current !== undefined || isComposing.current;
    // A space at the end may be followed by a word.
    if (!isTyping && latest.current.text.trim() !== value.trim()) setText(value);
  }, [value, key]);
  useLayoutEffect(() => () => clearTimeout(timer.current), []);
  const take = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const { text: typed, value: taken, onValue: tell } = latest.current;
    if (typed.trim() !== taken.trim()) tell(typed.trim());
  };
  const takeSoon = () => {
    clearTimeout(timer.current);
    timer.current = isComposing.current ? undefined : setTimeout(take, PAUSE_MS);
  };
  return (
    <input
      {...rest}
      type="search"
      value={text}
      onChange={({ target }) => {
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

/** Taken at Enter and when it is left: while it is typed a date passes through years that nobody means. */
export function DayField({
  label,
  value,
  onValue,
  ...rest
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
} & Rest<"className" | "max" | "min">) {
  const { key } = useLocation();
  const [text, setText] = useState(value);
  const isTyping = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new address, also one with the same value.
  useLayoutEffect(() => {
    if (!isTyping.current) setText(value);
  }, [value, key]);
  const take = (field: HTMLInputElement) => {
    isTyping.current = false;
    if (text === value) return;
    // What is half a date is as good as nothing, but does not mean it.
    if (text === "" ? field.validity.badInput : !isDay(text)) setText(value);
    else onValue(text);
  };
  return (
    <label>
      {label}{" "}
      <input
        max={LAST_DAY}
        {...rest}
        type="date"
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
