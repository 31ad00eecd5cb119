interface About {
  readonly title: string;
  readonly description: string;
}

/** A page with what the registry reads at its head. */
export function page({ title, description }: About, sections: readonly string[]): string {
  const head = ['---', `page_title: ${JSON.stringify(title)}`, 'description: |-', `  ${description}`, '---'].join('\n');
  const note = '<!-- Made by `npm run docs` from the schemas, the examples and the texts of the guides. -->';
  return `${[head, note, ...sections].join('\n\n')}\n`;
}
