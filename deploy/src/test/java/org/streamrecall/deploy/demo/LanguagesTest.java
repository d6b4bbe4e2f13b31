package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.streamrecall.deploy.CommandFailure;

class LanguagesTest {
  private static final Languages LANGUAGES = Languages.ofThisJdk();

  @Test
  void shouldFindManyLanguagesWithEnoughNames() {
    assertThat(LANGUAGES.all()).hasSizeGreaterThan(140);
    assertThat(LANGUAGES.all())
        .allSatisfy(
            language -> assertThat(language.names()).hasSizeGreaterThanOrEqualTo(150).isSorted());
    if (Runtime.version().feature() == 17) {
      assertThat(DisplayNames.read()).hasSize(181);
      assertThat(LANGUAGES.all()).hasSize(151);
    }
  }

  @Test
  void shouldLeaveOutWhatIsEnglishUnderAnyName() {
    assertThat(LANGUAGES.all())
        .allSatisfy(
            language ->
                assertThat(language.names())
                    .doesNotContain(
                        "afghan afghani (1927-2002)", "azerbaijan manat", "czech republic koruna"));
  }

  @Test
  void shouldKeepNoTwins() {
    List<Language> all = LANGUAGES.all();
    for (int later = 0; later < all.size(); later++) {
      for (int before = 0; before < later; before++) {
        assertThat(Languages.twins(all.get(later), all.get(before)))
            .as(all.get(later).code() + " and " + all.get(before).code())
            .isFalse();
      }
    }
  }

  @Test
  void shouldGiveTheSameLanguagesWhateverTheDefaultLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Languages.ofThisJdk().all()).isEqualTo(LANGUAGES.all());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void shouldLookUpANameByItsReference() {
    Language finnish = language("fi");
    int index = finnish.names().indexOf("ruotsi");
    assertThat(LANGUAGES.name(finnish.ref(index))).isEqualTo("ruotsi");
  }

  @Test
  void shouldTellScripts() {
    assertThat(language("fi").latin()).isTrue();
    assertThat(language("vi").latin()).isTrue();
    assertThat(language("ru").script()).isEqualTo(UnicodeScript.CYRILLIC);
    assertThat(language("th").script()).isEqualTo(UnicodeScript.THAI);
  }

  @Test
  void shouldSayWhatIsMissingWhenTheJdkHasNoLocaleData() {
    List<Language> two =
        List.of(
            Language.of("xx", new TreeSet<>(Set.of("uno", "due"))),
            Language.of("yy", new TreeSet<>(Set.of("eins", "zwei"))));
    assertThatThrownBy(() -> Languages.of(two))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "this JDK has names in 2 languages and the demo needs 24: its locale data is missing;"
                + " run it with a full JDK 17 or newer (the module jdk.localedata must be in"
                + " `java --list-modules`)");
  }

  @Test
  void shouldSplitWithoutOverlapTheSameWayForTheSameSeed() {
    LanguageSplit split = LanguageSplit.of(LANGUAGES.all(), 7);
    Set<Language> both = new HashSet<>(split.train());
    both.retainAll(split.serve());
    assertThat(both).isEmpty();
    assertThat(split.train().size() + split.serve().size()).isEqualTo(LANGUAGES.all().size());
    assertThat(split.train()).hasSize(LANGUAGES.all().size() * 2 / 3);
    assertThat(LanguageSplit.of(LANGUAGES.all(), 7)).isEqualTo(split);
    assertThat(LanguageSplit.of(LANGUAGES.all(), 8)).isNotEqualTo(split);
    assertThat(split.latinServed()).hasSizeGreaterThan(LanguageContext.SLOTS);
  }

  private static Language language(String code) {
    return LANGUAGES.all().stream()
        .filter(language -> language.code().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
