/** What a worker says of its failure: it knows one language, and the page marks it as such. */
export function FailureWords({ text }: { text: string }) {
  return (
    <p lang="en" translate="no">
      {text}
    </p>
  );
}
