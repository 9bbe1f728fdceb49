/**
 * antd's dialogs measure scroll bars and lock scrolling by <style> elements to which they give no nonce, and the policy
 * of the page refuses those. Every <style> that a script of ours makes carries it from here on. The trap: this is for
 * styles alone; a script that did not come from the node itself is run by nothing.
 */
export function carryNonce(nonce: string): void {
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const made = make(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  }) as typeof document.createElement;
}
