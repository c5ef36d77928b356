/** URL parts for the guest's URL class; the host's own parser decides what a host name is. */

export interface AddressParts {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly pathname: string;
}

/** Parts of an absolute URL, or null when it is not one. */
export function parseAddress(text: string): AddressParts | null {
  if (!URL.canParse(text)) return null;
  const { href, protocol, hostname, pathname } = new URL(text);
  return { href, protocol, hostname, pathname };
}
