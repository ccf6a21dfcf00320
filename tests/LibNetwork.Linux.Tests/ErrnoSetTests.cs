namespace LibNetwork.Linux.Tests;

public sealed class ErrnoSetTests
{
    [Fact]
    public void A_set_holds_what_it_was_made_of_and_nothing_else()
    {
        var set = ErrnoSet.Missing | ErrnoSet.Existing;

        set.Contains(Errno.ENODEV).Should().BeTrue();
        set.Contains(Errno.EEXIST).Should().BeTrue();
        set.Contains(Errno.EINPROGRESS).Should().BeFalse();
        ErrnoSet.Empty.Contains(Errno.ENOENT).Should().BeFalse();
        set.Contains((Errno)(-1)).Should().BeFalse();
        set.Contains((Errno)524).Should().BeFalse();
    }
}
