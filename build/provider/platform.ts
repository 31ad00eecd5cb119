/** This platform in Terraform's words, such as `linux_amd64`. */
export function platform(): string {
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  const systems: Readonly<Record<string, string>> = { win32: 'windows' };
  return `${systems[process.platform] ?? process.platform}_${architectures[process.arch] ?? process.arch}`;
}
