package org.streamrecall.events.feature;

/** Any field is the moment's one number, which was always 0 before. */
final class OneNumber implements Sources, Past {
  record At(double number) implements Moment {
    @Override
    public long time() {
      throw new UnsupportedOperationException();
    }

    @Override
    public double number(int field) {
      return number;
    }

    @Override
    public String text(int field) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public boolean isTime(String field) {
    return false;
  }

  @Override
  public Source number(String field) {
    return (moment, past) -> moment.number(0);
  }

  @Override
  public int text(String field) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int dictionary(Category category) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int ring(Scalar of, int depth) {
    return 0;
  }

  @Override
  public double ago(int ring, int back) {
    return 0;
  }

  @Override
  public double change(int place, double now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long lastTime() {
    throw new UnsupportedOperationException();
  }

  @Override
  public double nameNumber(int dictionary, String name) {
    throw new UnsupportedOperationException();
  }
}
