/**
 * maxLength and minLength, counted in characters (code points) as JSON Schema
 * wants, but without a scan for the usual value: a text of at most `max` code
 * units has at most `max` code points. Ajv's own keywords scan every string,
 * which was most of the time of validating a row.
 */
import { _, type CodeKeywordDefinition, type KeywordCxt, str } from "ajv/dist/2020.js";

export const LENGTHS: CodeKeywordDefinition = {
  keyword: ["maxLength", "minLength"],
  type: "string",
  schemaType: "number",
  metaSchema: { type: "integer", minimum: 0 },
  error: {
    message: ({ keyword, schemaCode }) => str`${keyword} is ${schemaCode}`,
    params: ({ schemaCode }) => _`{limit: ${schemaCode}}`,
  },
  code(cxt: KeywordCxt) {
    const { data, gen, keyword, schema: limit } = cxt;
    const count = gen.scopeValue("func", { ref: codePoints });
    // A character takes one or two code units, so outside these bounds the number of units decides.
    if (keyword === "maxLength") cxt.fail(_`${data}.length > ${limit} && ${count}(${data}) > ${limit}`);
    else if (limit <= 1) cxt.fail(_`${data}.length < ${limit}`);
    else
      cxt.fail(
        _`${data}.length < ${limit} || (${data}.length < ${limit * 2} && ${count}(${data}) < ${limit})`,
      );
  },
};

/** Characters of a text; a lone surrogate counts as one. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const isHigh = (text.charCodeAt(i) & 0xfc00) === 0xd800;
    if (isHigh && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}
