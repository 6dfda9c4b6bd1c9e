import { visibleText } from './visible-text.ts';

/** Text exactly as it is: nothing is interpreted, and characters that hide from the eye stand as their names. */
export function PlainText({ text }: { text: string }) {
  return (
    <>
      {visibleText(text).map((part, index) =>
        part.name === null ? (
          <bdi key={index}>{part.text}</bdi>
        ) : (
          <span
            key={index}
            title={part.name}
            className="mx-0.5 rounded-control border border-failed px-1 font-mono text-meta text-failed"
          >
            {part.name}
          </span>
        ),
      )}
    </>
  );
}
