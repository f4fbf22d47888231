/** The braces may be written as they are, or as a URL has them. */
const WIDTH = /\{width\}|%7Bwidth%7D/gi;

/** Whether the address of a picture is a template for its width. */
export function hasWidth(url: string): boolean {
  return url.search(WIDTH) !== -1;
}

/** The address of a picture at a width in pixels. */
export function atWidth(url: string, width: number): string {
  return url.replace(WIDTH, String(width));
}
