/** Files of the shipped model, fetched from where the page was served. */

/** The build puts workers into assets/ beside model/; the development server serves model/ at its root. */
const folder = new URL(import.meta.env.DEV ? '/model/' : '../model/', self.location.href);

/** @throws Error when the server has no such file. */
export async function readAsset(name: string): Promise<Uint8Array> {
  const response = await fetch(new URL(name, folder));
  if (!response.ok) {
    throw new Error(`model/${name} could not be read: the server answered ${response.status}.`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
