/** Fields that the plan document will have, or that are expected in it: refused with their reason, so that nobody believes they work. */
const laterFields: Readonly<Record<string, string>> = {
  lifecycle: 'how long sets stay is written as retention',
  archive: 'when sets are moved to colder storage is written as archiveAfterDays, and where to as archiveClass',
  region: 'the region of the source is written as source.region, that of the repository is given to pgstow init',
  encryption: 'a repository is encrypted as a whole or not at all: pgstow init decides',
  storage: 'the repository is named by --repository or PGSTOW_REPOSITORY, not by the plan',
  'source.tunnel': 'a bastion is written as source.bastion',
};

/** Why a field that is not known cannot be used yet; undefined when it will never be one. `path` is joined by dots. */
export function reasonOfLaterField(path: string): string | undefined {
  return Object.hasOwn(laterFields, path) ? laterFields[path] : undefined;
}
