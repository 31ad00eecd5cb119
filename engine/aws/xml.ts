/** An element of XML, without its attributes. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** What stands in it besides elements. */
  readonly text: string;
}

/**
 * The root of an answer of a service's; undefined for what is no XML of the plain kind that services write: elements, text and the five
 * entities, no document type.
 */
export function parseXml(text: string): XmlElement | undefined {
  const open: Growing[] = [{ name: '', children: [], text: '' }];
  let at = 0;
  for (const token of text.matchAll(/<(\/?)([A-Za-z_][\w:.-]*)(?:\s[^<>]*?)?(\/?)>|<\?[^>]*\?>/g)) {
    const [whole, closing, name, empty] = token;
    open.at(-1)!.text += text.slice(at, token.index);
    at = token.index + whole.length;
    if (name === undefined) continue; // the declaration
    if (closing) {
      const done = open.pop()!;
      if (done.name !== name || open.length === 0) return undefined;
      open.at(-1)!.children.push(finished(done));
    } else if (empty) open.at(-1)!.children.push({ name, children: [], text: '' });
    else open.push({ name, children: [], text: '' });
  }
  const [document] = open;
  const isWhole =
    open.length === 1 && document!.children.length === 1 && `${document!.text}${text.slice(at)}`.trim() === '';
  return isWhole ? document!.children[0] : undefined;
}

/** The elements at the end of a way of names. */
export function elementsAt(element: XmlElement, way: readonly string[]): readonly XmlElement[] {
  return way.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  );
}

/** The text of the first element there; undefined where there is none, or nothing in it. */
export function textAt(element: XmlElement, way: readonly string[]): string | undefined {
  return elementsAt(element, way)[0]?.text.trim() || undefined;
}

interface Growing {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

function finished({ name, children, text }: Growing): XmlElement {
  return { name, children, text: text.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity]!) };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
