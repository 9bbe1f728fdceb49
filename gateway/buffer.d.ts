/** Methods of Node's Buffer that have been there for ever, are much faster than the documented ones, and are missing in @types/node. */
declare interface Buffer {
  hexWrite(text: string, offset?: number, length?: number): number;
  utf8Write(text: string, offset?: number, length?: number): number;
  latin1Write(text: string, offset?: number, length?: number): number;
  ucs2Write(text: string, offset?: number, length?: number): number;
  ucs2Slice(start?: number, end?: number): string;
  utf8Slice(start?: number, end?: number): string;
  hexSlice(start?: number, end?: number): string;
  latin1Slice(start?: number, end?: number): string;
}
