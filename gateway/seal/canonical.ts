/**
 * The canonical text that leaves, manifests and seals are made of. It lives in
 * model/ because receipt/ and log/ write the same form, and rooms don't know each other.
 */
export { canonical, parseCanonical } from "../model/canonical.ts";
