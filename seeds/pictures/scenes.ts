import { box, cuts, disc, houses, ink, line, moved, path, print, rays, shape, within } from './print.ts';

/* What the pictures of the seeds show. Each has one idea, one light and at most four inks. */

/** A ferry crosses at night, towards the lights of the town. */
export function ferry(): string {
  const [width, height, sea] = [1920, 1280, 800];
  const hull = 'M760 812h640l-70 112h-500Z';
  return print(
    width,
    height,
    ink.night,
    disc(ink.ochre, [1500, 260], 120),
    rays(ink.ochre, [1500, 260], [150, 420], 46, 7, 3),
    cuts(ink.sea, { seed: 4, area: [0, 40, width, 560], gap: 44, length: 240, thickness: 6, share: 0.4 }),
    houses('#0f1a21', ink.ochre, { seed: 11, left: -40, right: 760, ground: sea, height: 330 }),
    box(ink.sea, 0, sea, width, height - sea),
    cuts(ink.night, {
      seed: 5,
      area: [0, sea + 10, width, height - sea],
      gap: 26,
      length: 210,
      thickness: 9,
      share: 0.75,
    }),
    cuts(ink.ochre, {
      seed: 6,
      area: [1330, sea + 20, 340, height - sea],
      gap: 34,
      length: 170,
      thickness: 8,
      share: 0.7,
    }),
    path('#0f1a21', hull),
    box(ink.red, 830, 850, 500, 20),
    box(ink.paper, 850, 716, 430, 98),
    box(ink.paper, 960, 640, 220, 80),
    box('#0f1a21', 1060, 520, 58, 122),
    box(ink.red, 1060, 548, 58, 26),
    ...[0, 1, 2, 3, 4, 5].map((each) => box(ink.ochre, 876 + each * 66, 744, 38, 40)),
    box(ink.night, 984, 660, 172, 30),
    cuts(ink.paper, { seed: 8, area: [640, 926, 800, 60], gap: 20, length: 150, thickness: 7, share: 0.6 }),
    cuts(ink.pale, {
      seed: 9,
      area: [1100, 330, 420, 190],
      gap: 30,
      length: 160,
      thickness: 13,
      angle: -16,
      share: 0.5,
    }),
  );
}

/** The lido before sunrise: lanes, steam and woollen hats. */
export function lido(): string {
  const [width, height] = [1920, 1280];
  const pool = 'M470 560H1450L1960 1290H-40Z';
  const hat = (x: number, y: number, size: number, colour: string) =>
    disc(ink.night, [x, y + size * 0.72], size * 0.5, size * 0.46) +
    path(colour, `M${x - size * 0.56} ${y + size * 0.62}q${size * 0.56} ${-size * 1.3} ${size * 1.12} 0Z`) +
    disc(ink.paper, [x, y - size * 0.1], size * 0.16) +
    box(ink.paper, x - size * 0.6, y + size * 0.54, size * 1.2, size * 0.16);
  return print(
    width,
    height,
    ink.ochre,
    box(ink.red, 0, 0, width, 190),
    cuts(ink.ochre, { seed: 1, area: [0, 60, width, 150], gap: 34, length: 330, thickness: 10, share: 0.6 }),
    disc(ink.paper, [960, 430], 170),
    rays(ink.paper, [960, 430], [195, 420], 60, 7, 2),
    box(ink.night, 0, 430, width, 130),
    ...[120, 330, 540, 1290, 1500, 1710].map((x) => box(ink.red, x, 452, 96, 108)),
    ...[120, 330, 540, 1290, 1500, 1710].map((x) => box(ink.paper, x + 38, 478, 20, 22)),
    box(ink.paper, 0, 560, width, height - 560),
    cuts(ink.brown, { seed: 3, area: [0, 580, width, 700], gap: 60, length: 120, thickness: 4, share: 0.25 }),
    within(
      'pool',
      pool,
      box(ink.sea, 0, 540, width, 760) +
        cuts(ink.pale, { seed: 4, area: [0, 570, width, 720], gap: 22, length: 170, thickness: 7, share: 0.55 }) +
        [700, 960, 1220]
          .map((x) => line(ink.red, 10, `M${960 + (x - 960) * 0.62} 560L${960 + (x - 960) * 2.1} 1290`))
          .join(''),
    ),
    hat(820, 640, 62, ink.red),
    hat(1110, 700, 80, ink.night),
    hat(620, 860, 120, ink.ochre),
    hat(1330, 960, 150, ink.red),
    cuts(ink.white, {
      seed: 6,
      area: [420, 380, 1080, 190],
      gap: 34,
      length: 220,
      thickness: 10,
      angle: -8,
      share: 0.35,
    }),
  );
}

/** An eight at full stretch; the swan leads, at the right edge. */
export function regatta(): string {
  const [width, height] = [2000, 1125];
  const rower = (x: number) =>
    line(ink.night, 10, `M${x + 10} 640L${x - 120} 800`) +
    path(ink.night, `M${x - 130} 812l34 -34l20 22l-36 30Z`) +
    disc(ink.brown, [x + 30, 548], 27) +
    path(ink.red, `M${x - 6} 580q50 -18 76 14l26 76h-96Z`) +
    line(ink.brown, 17, `M${x + 30} 604L${x + 4} 644`);
  return print(
    width,
    height,
    ink.paper,
    cuts(ink.pale, { seed: 1, area: [0, 30, width, 300], gap: 46, length: 300, thickness: 8, share: 0.45 }),
    path(ink.sea, 'M0 400Q260 250 520 360T1020 330T1560 350T2000 300V470H0Z'),
    cuts(ink.night, { seed: 2, area: [0, 380, width, 90], gap: 20, length: 70, thickness: 8, angle: 82, share: 0.35 }),
    box(ink.pale, 0, 460, width, height),
    cuts(ink.sea, { seed: 3, area: [0, 480, width, 640], gap: 30, length: 260, thickness: 9, share: 0.62 }),
    cuts(ink.white, { seed: 4, area: [0, 690, width, 420], gap: 44, length: 180, thickness: 8, share: 0.35 }),
    ...[260, 420, 580, 740, 900, 1060, 1220, 1380].map(rower),
    path(ink.night, 'M90 664H1640q40 6 70 30H190Q120 690 90 664Z'),
    disc(ink.brown, [1530, 590], 24),
    path(ink.ochre, 'M1500 614h62l14 52h-92Z'),
    path(ink.white, 'M1730 730q-14 -76 90 -74q70 -2 108 -50q6 66 -30 102q-30 34 -100 34q-52 0 -68 -12Z'),
    line(ink.white, 24, 'M1880 700Q1960 640 1922 560Q1908 520 1940 506'),
    disc(ink.white, [1938, 512], 21),
    shape(ink.red, [1950, 504], [1990, 524], [1952, 526]),
    cuts(ink.night, { seed: 7, area: [1720, 742, 260, 30], gap: 14, length: 110, thickness: 5, share: 0.6 }),
  );
}

/** Tanner's Bridge at dusk, from the towpath, with bats. */
export function bats(): string {
  const [width, height] = [1280, 1920];
  const bat =
    'M0 0q14 -16 26 -2q50 -40 96 -2q-40 -6 -52 22q-18 -14 -34 4q-10 10 -36 22q-26 -12 -36 -22q-16 -18 -34 -4q-12 -28 -52 -22q46 -38 96 2q12 -14 26 2Z';
  return print(
    width,
    height,
    ink.ochre,
    box(ink.night, 0, 0, width, 320),
    cuts(ink.night, { seed: 1, area: [0, 320, width, 520], gap: 42, length: 300, thickness: 15, share: 0.55 }),
    disc(ink.paper, [930, 420], 130),
    path(ink.night, 'M0 930h1280v990H1050Q1000 1240 640 1240T230 1920H0Z'),
    within(
      'arch',
      'M0 930h1280v990H1050Q1000 1240 640 1240T230 1920H0Z',
      cuts(ink.sea, { seed: 2, area: [0, 950, width, 960], gap: 58, length: 150, thickness: 5, share: 0.7 }),
    ),
    box(ink.brown, 0, 900, width, 48),
    box(ink.sea, 230, 1690, 830, 230),
    cuts(ink.ochre, { seed: 3, area: [250, 1700, 790, 210], gap: 24, length: 150, thickness: 8, share: 0.5 }),
    moved([400, 520], path(ink.night, bat), { turn: -14, scale: 2.1 }),
    moved([760, 700], path(ink.night, bat), { turn: 18, scale: 1.4 }),
    moved([250, 790], path(ink.night, bat), { turn: 8, scale: 1 }),
    moved([960, 400], path(ink.night, bat), { turn: -6, scale: 0.9 }),
    moved([560, 300], path(ink.paper, bat), { turn: 12, scale: 0.8 }),
    moved([650, 1480], path(ink.night, bat), { turn: -20, scale: 1.5 }),
  );
}

/** The comet over the roofs. */
export function comet(): string {
  const [width, height] = [1920, 1200];
  return print(
    width,
    height,
    ink.night,
    cuts(ink.sea, { seed: 1, area: [0, 20, width, 900], gap: 50, length: 260, thickness: 5, angle: 24, share: 0.4 }),
    path(ink.ochre, 'M590 640Q1080 300 1840 40Q1190 420 640 700Z'),
    path(ink.paper, 'M600 650Q1020 390 1540 190Q1080 470 634 684Z'),
    rays(ink.paper, [610, 664], [70, 200], 34, 8, 4),
    disc(ink.paper, [610, 664], 62),
    ...[
      [180, 180],
      [330, 420],
      [1320, 700],
      [1640, 560],
      [940, 130],
      [1760, 860],
      [120, 760],
      [1120, 840],
    ].map(([x = 0, y = 0]) => rays(ink.paper, [x, y], [2, 20], 8, 3, x)),
    houses('#0d171d', ink.ochre, { seed: 21, left: -60, right: width, ground: height, height: 300 }),
  );
}

/** A loaf, cut once. */
export function loaf(): string {
  return print(
    1400,
    1400,
    ink.red,
    cuts('#9d3524', { seed: 1, area: [0, 0, 1400, 1400], gap: 54, length: 260, thickness: 9, angle: 20, share: 0.6 }),
    disc('#8f2f20', [710, 1090], 560, 110),
    path(ink.brown, 'M150 900Q150 420 700 420T1250 900Q1250 1090 1080 1090H320Q150 1090 150 900Z'),
    within(
      'crust',
      'M150 900Q150 420 700 420T1250 900Q1250 1090 1080 1090H320Q150 1090 150 900Z',
      cuts(ink.ochre, {
        seed: 2,
        area: [150, 430, 1100, 640],
        gap: 32,
        length: 150,
        thickness: 11,
        angle: -24,
        share: 0.66,
      }),
    ),
    ...[0, 1, 2, 3].map((each) =>
      path(ink.paper, `M${330 + each * 200} ${640 - Math.abs(each - 1.5) * -40}q60 70 190 -140q-40 190 -170 220Z`),
    ),
    cuts(ink.white, { seed: 3, area: [260, 1130, 900, 120], gap: 30, length: 50, thickness: 6, angle: 60, share: 0.3 }),
  );
}

/** The red telephone on its desk. */
export function telephone(): string {
  const [width, height] = [1200, 1700];
  return print(
    width,
    height,
    ink.pale,
    cuts(ink.sea, { seed: 1, area: [0, 0, width, 1120], gap: 60, length: 500, thickness: 6, angle: 90, share: 0.5 }),
    box(ink.night, 0, 1180, width, 520),
    cuts(ink.brown, { seed: 2, area: [0, 1200, width, 500], gap: 40, length: 360, thickness: 8, share: 0.6 }),
    path(ink.red, 'M250 1230L340 880Q600 800 860 880L950 1230Q600 1290 250 1230Z'),
    path('#8f2f20', 'M250 1230Q600 1290 950 1230L940 1180Q600 1236 262 1180Z'),
    path(
      ink.red,
      'M180 850Q180 690 330 680Q600 610 870 680Q1020 690 1020 850Q1020 900 950 900H890Q850 900 850 840Q850 790 800 784Q600 750 400 784Q350 790 350 840Q350 900 310 900H250Q180 900 180 850Z',
    ),
    disc(ink.paper, [600, 1030], 138, 120),
    disc(ink.night, [600, 1030], 46, 40),
    ...Array.from({ length: 10 }, (_, each) => {
      const angle = -0.9 + each * 0.52;
      return disc(ink.red, [600 + Math.cos(angle) * 100, 1030 + Math.sin(angle) * 86], 18, 16);
    }),
    cuts(ink.white, { seed: 3, area: [300, 690, 520, 50], gap: 18, length: 170, thickness: 6, angle: -3, share: 0.5 }),
    line(ink.night, 14, 'M950 1210q120 30 80 120t60 140'),
  );
}

/** A tuba stands in a flooded room. */
export function tuba(): string {
  const [width, height] = [1600, 1200];
  return print(
    width,
    height,
    ink.paper,
    box(ink.pale, 0, 0, width, 120),
    ...[180, 620, 1060].map(
      (x) => box(ink.sea, x, 160, 300, 380) + box(ink.paper, x + 142, 160, 16, 380) + box(ink.paper, x, 340, 300, 16),
    ),
    cuts(ink.brown, { seed: 1, area: [0, 560, width, 260], gap: 52, length: 240, thickness: 6, share: 0.4 }),
    path(ink.ochre, 'M640 330Q820 250 1000 330L930 470V900Q930 1010 820 1010T710 900V470Z'),
    disc(ink.brown, [820, 332], 182, 56),
    disc(ink.night, [820, 340], 140, 36),
    line(ink.ochre, 52, 'M1010 560V900Q1010 1060 850 1060'),
    line(ink.ochre, 36, 'M640 980V600Q640 520 560 520H470'),
    line(ink.brown, 12, 'M760 480V880'),
    ...[0, 1, 2].map(
      (each) => box(ink.brown, 728 + each * 74, 600, 40, 200) + box(ink.red, 728 + each * 74, 560, 40, 42),
    ),
    cuts(ink.white, { seed: 2, area: [880, 480, 46, 440], gap: 26, length: 120, thickness: 6, angle: 90, share: 0.6 }),
    box(ink.sea, 0, 900, width, 300),
    cuts(ink.night, { seed: 3, area: [0, 910, width, 290], gap: 26, length: 240, thickness: 8, share: 0.6 }),
    cuts(ink.ochre, { seed: 4, area: [660, 920, 340, 250], gap: 30, length: 130, thickness: 9, share: 0.6 }),
    moved(
      [330, 930],
      box(ink.paper, 0, 0, 190, 130) +
        line(ink.night, 5, 'M20 30h150M20 56h150M20 82h150M20 108h150') +
        disc(ink.night, [60, 82], 13, 10) +
        disc(ink.night, [120, 56], 13, 10),
      { turn: -12 },
    ),
  );
}

/** Car No. 3 takes the bend. */
export function tram(): string {
  const [width, height] = [1920, 1280];
  return print(
    width,
    height,
    ink.pale,
    cuts(ink.white, { seed: 1, area: [0, 30, width, 460], gap: 50, length: 320, thickness: 10, angle: -6, share: 0.5 }),
    houses(ink.sea, ink.pale, { seed: 5, left: -20, right: width, ground: 900, height: 560 }),
    box(ink.brown, 0, 900, width, 380),
    cuts(ink.night, { seed: 2, area: [0, 910, width, 370], gap: 34, length: 90, thickness: 8, share: 0.55 }),
    line(ink.paper, 12, 'M-20 1180Q900 1080 1960 1210'),
    line(ink.paper, 12, 'M-20 1080Q900 1000 1960 1100'),
    box(ink.night, 470, 1000, 980, 60),
    ...[620, 760, 1160, 1300].map((x) => disc('#0d171d', [x, 1072], 52) + disc(ink.brown, [x, 1072], 20)),
    path(ink.red, 'M420 1010V690q0 -40 40 -40H1460q40 0 40 40V1010Z'),
    path(ink.paper, 'M420 690V500q0 -46 46 -46H1454q46 0 46 46V690Z'),
    path(ink.night, 'M396 470q10 -76 90 -76H1434q80 0 90 76Z'),
    ...[0, 1, 2, 3, 4, 5].map((each) => box(ink.ochre, 486 + each * 162, 500, 130, 120)),
    ...[0, 1, 2, 3, 4].map((each) => box(ink.ochre, 560 + each * 168, 712, 136, 130)),
    ...[0, 3].map(
      (each) =>
        disc(ink.night, [640 + each * 168, 790], 34) + path(ink.night, `M${586 + each * 168} 842q54 -56 108 0Z`),
    ),
    line(ink.night, 8, 'M960 394L860 180M0 150Q900 210 1960 130'),
    cuts('#8f2f20', { seed: 4, area: [430, 870, 1060, 130], gap: 26, length: 200, thickness: 6, share: 0.5 }),
    disc(ink.white, [1460, 930], 30),
  );
}

/** The ropewalk: three views, of one morning. */
export function ropewalk(): string {
  const [width, height] = [1920, 1280];
  const beams = [0, 1, 2, 3, 4, 5].map((each) => {
    const inset = 150 * each + 40;
    const [left, right, top, foot] = [inset * 0.98, width - inset * 0.98, inset * 0.42, height - inset * 0.52];
    return line(
      ink.night,
      46 - each * 7,
      `M${left} ${foot}V${top + 140 - each * 18}L${width / 2} ${top}L${right} ${top + 140 - each * 18}V${foot}`,
    );
  });
  return print(
    width,
    height,
    ink.brown,
    cuts(ink.night, { seed: 1, area: [0, 0, width, height], gap: 40, length: 260, thickness: 6, share: 0.5 }),
    path(ink.ochre, 'M890 480H1030L1500 1280H420Z'),
    cuts(ink.brown, { seed: 2, area: [420, 520, 1080, 760], gap: 36, length: 160, thickness: 7, share: 0.5 }),
    box(ink.paper, 880, 330, 160, 160),
    rays(ink.paper, [960, 410], [100, 360], 40, 9, 3),
    ...beams,
    ...[0, 1, 2].map((each) => line(ink.paper, 15, `M${936 + each * 22} 470L${640 + each * 300} 1300`)),
    disc(ink.night, [960, 520], 26),
    path(ink.night, 'M930 548h60l22 130h-104Z'),
  );
}

export function coil(): string {
  const rings = Array.from({ length: 9 }, (_, each) => {
    const radius = 560 - each * 60;
    return (
      disc(each % 2 ? ink.ochre : ink.paper, [700, 700], radius) +
      rays(ink.brown, [700, 700], [radius - 56, radius - 6], Math.round(radius / 7), 7, each + 1)
    );
  });
  return print(
    1400,
    1400,
    ink.sea,
    cuts(ink.night, { seed: 1, area: [0, 0, 1400, 1400], gap: 46, length: 280, thickness: 8, share: 0.55 }),
    disc(ink.night, [730, 740], 570),
    ...rings,
    disc(ink.night, [700, 700], 46),
    line(ink.paper, 44, 'M1180 1010Q1330 1150 1400 1340'),
  );
}

export function knot(): string {
  const strand = (d: string) => line(ink.night, 118, d) + line(ink.paper, 100, d) + line(ink.ochre, 10, d);
  return print(
    1200,
    1600,
    ink.red,
    cuts('#9d3524', { seed: 2, area: [0, 0, 1200, 1600], gap: 60, length: 320, thickness: 9, angle: 70, share: 0.55 }),
    strand('M600 1700V1180Q600 960 420 900T300 640Q320 440 600 440T900 640'),
    strand('M900 640Q900 900 640 900T300 1120'),
    strand('M300 1120Q220 1260 420 1280T820 1120Q960 1000 940 800'),
    strand('M600 440V-60'),
  );
}

/** Umbrellas in a basement, and a cello. */
export function umbrellas(): string {
  const [width, height] = [1920, 1200];
  const umbrella = (x: number, y: number, colour: string, turn: number) =>
    moved(
      [x, y],
      path(colour, 'M0 0Q26 120 40 420H-40Q-26 120 0 0Z') +
        line(ink.night, 5, 'M-12 130L-26 418M12 130L26 418') +
        line(ink.brown, 14, 'M0 420V520q0 46 -44 46q-36 0 -36 -34') +
        line(ink.night, 10, 'M0 0V-40'),
      { turn },
    );
  const colours = [ink.night, ink.red, ink.sea, ink.night, ink.ochre, ink.sea, ink.red, ink.night];
  return print(
    width,
    height,
    ink.paper,
    cuts(ink.pale, { seed: 1, area: [0, 0, width, 1000], gap: 70, length: 280, thickness: 12, angle: 90, share: 0.4 }),
    box(ink.brown, 0, 250, width, 26),
    box(ink.brown, 0, 980, width, 220),
    cuts(ink.night, { seed: 2, area: [0, 990, width, 210], gap: 34, length: 200, thickness: 7, share: 0.5 }),
    ...colours.map((colour, each) =>
      umbrella(150 + each * 150, 330 + (each % 3) * 22, colour, (each % 2 ? 3 : -4) + each * 0.5),
    ),
    path(
      ink.red,
      'M1600 470q110 0 120 110q0 70 -40 110q70 40 70 160q0 160 -150 160t-150 -160q0 -120 70 -160q-40 -40 -40 -110q10 -110 120 -110Z',
    ),
    cuts('#8f2f20', { seed: 3, area: [1470, 520, 270, 470], gap: 22, length: 90, thickness: 6, angle: 80, share: 0.5 }),
    box(ink.night, 1582, 180, 36, 560),
    ...[0, 1, 2].map((each) => line(ink.paper, 3, `M${1592 + each * 8} 190V860`)),
    line(ink.night, 9, 'M1530 690q-26 60 8 110M1670 690q26 60 -8 110'),
    box(ink.night, 1560, 850, 80, 16),
    line(ink.night, 10, 'M1600 1010V1090'),
    line(ink.night, 12, 'M1566 200h68M1566 232h68'),
  );
}

/** A shelf of old books; one leans. */
export function books(): string {
  const colours = [
    ink.red,
    ink.sea,
    ink.brown,
    ink.ochre,
    ink.night,
    ink.sea,
    ink.red,
    ink.brown,
    ink.night,
    ink.ochre,
    ink.red,
    ink.sea,
  ];
  let x = 90;
  const spines = colours.map((colour, each) => {
    const [width, height] = [96 + ((each * 37) % 50), 640 + ((each * 91) % 190)];
    const left = x;
    x += width + 8;
    const spine =
      box(colour, 0, -height, width, height) +
      box(ink.paper, width * 0.2, -height * 0.82, width * 0.6, height * 0.14) +
      line(ink.paper, 5, `M0 ${-height * 0.2}h${width}M0 ${-height * 0.93}h${width}`) +
      cuts('#00000055', {
        seed: each + 1,
        area: [6, -height * 0.6, width - 12, height * 0.34],
        gap: 24,
        length: 70,
        thickness: 4,
        angle: 90,
        share: 0.5,
      });
    return moved([left, 1060], spine, each === 11 ? { turn: 9 } : {});
  });
  return print(
    1800,
    1350,
    ink.pale,
    cuts(ink.sea, { seed: 30, area: [0, 0, 1800, 1050], gap: 60, length: 300, thickness: 9, angle: 32, share: 0.4 }),
    ...spines,
    box(ink.brown, 0, 1060, 1800, 80),
    cuts(ink.night, { seed: 31, area: [0, 1066, 1800, 70], gap: 18, length: 240, thickness: 5, share: 0.6 }),
    box(ink.night, 0, 1140, 1800, 210),
  );
}

/** A footballer shoots. */
export function footballer(): string {
  return print(
    1800,
    1200,
    ink.sea,
    cuts(ink.night, { seed: 1, area: [0, 0, 1800, 460], gap: 26, length: 60, thickness: 12, angle: 80, share: 0.7 }),
    ...Array.from({ length: 90 }, (_, each) =>
      disc(each % 7 ? ink.pale : ink.red, [(each * 97) % 1800, 60 + ((each * 61) % 360)], 17),
    ),
    box(ink.paper, 0, 460, 1800, 24),
    cuts(ink.pale, { seed: 2, area: [0, 500, 1800, 700], gap: 44, length: 150, thickness: 8, angle: -4, share: 0.45 }),
    line(ink.night, 62, 'M830 690L700 860L560 1010'),
    line(ink.night, 62, 'M860 690L1010 800L1190 770'),
    line(ink.paper, 66, 'M620 950L560 1012'),
    line(ink.paper, 66, 'M1110 786L1190 770'),
    path(ink.red, 'M740 400q120 -50 200 20l-20 300h-190Z'),
    line(ink.red, 56, 'M760 440L600 560'),
    line(ink.red, 56, 'M920 450L1070 520'),
    line(ink.brown, 44, 'M610 552L540 500M1070 520L1140 450'),
    disc(ink.brown, [880, 320], 66),
    path(ink.night, 'M812 300q20 -70 84 -66q60 4 56 60q-70 -22 -140 6Z'),
    disc(ink.white, [1340, 700], 62),
    shape(ink.night, [1340, 672], [1366, 692], [1356, 722], [1324, 722], [1314, 692]),
    cuts(ink.white, {
      seed: 3,
      area: [1160, 640, 130, 130],
      gap: 26,
      length: 100,
      thickness: 8,
      angle: -4,
      share: 0.8,
    }),
  );
}

/** Ines Calder, who writes on the sky and on treaties. */
export function portrait(): string {
  return print(
    1200,
    1500,
    ink.ochre,
    rays(ink.paper, [600, 640], [430, 900], 70, 12, 2),
    path(ink.night, 'M120 1500q20 -330 330 -400h300q310 70 330 400Z'),
    cuts(ink.sea, { seed: 1, area: [180, 1170, 840, 330], gap: 34, length: 180, thickness: 8, angle: 60, share: 0.5 }),
    shape(ink.paper, [480, 1110], [720, 1110], [600, 1280]),
    path(ink.night, 'M300 900Q220 300 600 280T900 900Q940 1060 860 1090H340Q260 1060 300 900Z'),
    path(ink.brown, 'M500 900h200v180q-100 90 -200 0Z'),
    path(ink.brown, 'M400 620Q400 440 600 430T800 620Q800 860 700 940Q600 1010 500 940Q400 860 400 620Z'),
    path(ink.night, 'M390 640Q420 400 640 410Q830 420 812 660Q760 520 600 520Q480 520 390 640Z'),
    line(
      ink.paper,
      13,
      'M440 690a72 66 0 1 0 144 0a72 66 0 1 0 -144 0M616 690a72 66 0 1 0 144 0a72 66 0 1 0 -144 0M584 680q16 -14 32 0',
    ),
    disc(ink.night, [512, 694], 17),
    disc(ink.night, [688, 694], 17),
    line(ink.night, 9, 'M600 710q-26 70 8 84M530 862q70 44 140 0'),
  );
}

/** The river turbine, below the bridge. */
export function turbine(): string {
  const blades = [0, 72, 144, 216, 288].map((turn) =>
    moved([960, 700], path(ink.paper, 'M0 0Q60 -140 20 -330Q-50 -180 0 0Z'), { turn }),
  );
  return print(
    1920,
    1280,
    ink.sea,
    box(ink.ochre, 0, 0, 1920, 240),
    cuts(ink.paper, { seed: 1, area: [0, 20, 1920, 220], gap: 42, length: 300, thickness: 9, share: 0.5 }),
    box(ink.night, 0, 210, 1920, 50),
    ...[240, 960, 1680].map((x) => box(ink.night, x - 60, 240, 120, 1040)),
    cuts(ink.pale, { seed: 2, area: [0, 280, 1920, 1000], gap: 34, length: 300, thickness: 9, angle: 3, share: 0.55 }),
    disc(ink.night, [960, 700], 372),
    disc(ink.red, [960, 700], 346),
    rays('#8f2f20', [960, 700], [120, 330], 60, 9, 5),
    ...blades,
    disc(ink.night, [960, 700], 58),
    cuts(ink.white, { seed: 3, area: [300, 640, 460, 140], gap: 36, length: 260, thickness: 10, share: 0.7 }),
  );
}
