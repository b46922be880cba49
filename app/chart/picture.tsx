import type { Drawn } from "./drawn";
import { Lines } from "./lines";
import type { Scale } from "./scale";
import { across, down, part } from "./span";
import { figureTicks, timeTicks } from "./ticks";

interface ScaleProps {
  readonly scale: Scale;
}

/** The lines over a grid, with the times below. It fills what it stands in. */
export function Picture({ drawn, scale }: ScaleProps & { readonly drawn: Drawn }) {
  return (
    <>
      {scale.figures.map((figure) => (
        <span
          key={figure}
          className="absolute inset-x-0 border-t border-line"
          style={{ top: part(down(scale, figure)) }}
        />
      ))}
      <Lines drawn={drawn} span={scale} isFilled />
      <TimeAxis scale={scale} />
    </>
  );
}

/** The figures at the left of a picture, as high as it. */
export function FigureAxis({ scale }: ScaleProps) {
  const texts = figureTicks(scale.figures, scale.figureStep);
  const longest = texts.reduce((most, text) => (text.length > most.length ? text : most), "");
  return (
    <div className="relative shrink-0 pr-2">
      <span className="invisible">{longest}</span>
      {scale.figures.map((figure, at) => (
        <span key={figure} className="absolute right-2 -translate-y-1/2" style={{ top: part(down(scale, figure)) }}>
          {texts[at]}
        </span>
      ))}
    </div>
  );
}

/** On a phone there is room for four words only. Words that would stick out at a side are left out. */
function TimeAxis({ scale }: ScaleProps) {
  const texts = timeTicks(scale.times);
  const every = Math.max(2, Math.ceil(texts.length / wordsOnPhone));
  return scale.times.map((date, at) => {
    const share = across(scale, date.getTime() / 1000);
    if (share < edge || share > 1 - edge) return null;
    return (
      <span
        key={date.getTime()}
        className={`absolute top-full mt-2 -translate-x-1/2 whitespace-nowrap ${at % every === 1 ? "" : "max-sm:hidden"}`}
        style={{ left: part(share) }}
      >
        {texts[at]}
      </span>
    );
  });
}

const edge = 0.03;
const wordsOnPhone = 4;
