namespace LibNetwork.DriverApi.Tests;

public sealed class ErrorTests
{
    public static TheoryData<NetworkException, string, ErrorKind> Errors => new()
    {
        { new NoNetworkException("n1"), "No network (n1) exists", ErrorKind.NotFound },
        { new EndpointExistsException("e1"), "Endpoint (e1) already exists (Only one endpoint allowed)", ErrorKind.Forbidden },
        { new DriverNotImplementedException(), "The API is not implemented yet", ErrorKind.NotImplemented },
        { new NoEndpointException("e1"), "No endpoint (e1) exists", ErrorKind.NotFound },
        { new ActiveRegistrationException("bridge"), "Driver already registered for type \"bridge\"", ErrorKind.Forbidden },
        { new IpamException(IpamError.InvalidAddressSpace), "invalid address space", ErrorKind.InvalidParameter }, // E-005
        { new IpamException(IpamError.InvalidPool), "invalid address pool", ErrorKind.InvalidParameter }, // E-006
        { new IpamException(IpamError.InvalidSubPool), "invalid address subpool", ErrorKind.InvalidParameter }, // E-007
        { new IpamException(IpamError.NoAvailableAddresses), "no available addresses on this pool", ErrorKind.Unavailable }, // E-008
        { new IpamException(IpamError.NoAddressReturned), "no address returned", ErrorKind.Unavailable }, // E-009
        { new IpamException(IpamError.AddressInUse), "Address already in use", ErrorKind.Forbidden }, // E-010
        { new IpamException(IpamError.AddressOutOfRange), "requested address is out of range", ErrorKind.InvalidParameter }, // E-011
        { new IpamException(IpamError.PoolOverlap), "Pool overlaps with other one on this address space", ErrorKind.Forbidden }, // E-012
        { new IpamException(IpamError.PoolNotTaken), "address space does not contain specified address pool", ErrorKind.InvalidParameter }, // E-013
        { new IpamException(IpamError.NoMoreSubnets), "all predefined address pools have been fully subnetted", ErrorKind.InvalidParameter }, // E-014
        { new IpamException(IpamError.IncompatibleFamilies), "pool and subpool are of incompatible address families", ErrorKind.InvalidParameter }, // E-018
    };

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void Every_error_has_its_text_and_kind(NetworkException error, string message, ErrorKind kind)
    {
        (error.Message, error.Kind).Should().Be((message, kind));
        error.IsMaskable.Should().BeFalse();
    }

    [Fact] // E-015 to E-017, E-019
    public void Every_ipam_error_has_a_text_and_the_kind_goes_with_the_error_whatever_its_text()
    {
        foreach (var error in Enum.GetValues<IpamError>())
        {
            var plain = new IpamException(error);
            plain.Message.Should().NotBeNullOrEmpty();
            plain.Error.Should().Be(error);

            var cause = new InvalidOperationException();
            var wrapped = new IpamException(error, "more to say", cause);
            (wrapped.Message, wrapped.Kind, wrapped.InnerException).Should().Be(("more to say", plain.Kind, cause));
        }
    }

    [Theory] // E-015, E-016
    [InlineData(IpamError.AddressSpaceNotFound)]
    [InlineData(IpamError.PoolNotFound)]
    public void What_an_ipam_request_names_and_is_not_there_is_not_found(IpamError error) =>
        new IpamException(error).Kind.Should().Be(ErrorKind.NotFound);

    [Fact] // maskable beside a kind
    public void An_error_may_be_maskable() =>
        new NetworkException(ErrorKind.Internal, "minor") { IsMaskable = true }.IsMaskable.Should().BeTrue();

    [Theory]
    [InlineData("bridge", "\"bridge\"")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\a\b\f\n\r\t\v", "\"\\a\\b\\f\\n\\r\\t\\v\"")]
    [InlineData("\0\u001b\u007f", "\"\\x00\\x1b\\x7f\"")]
    [InlineData("Größe 網路", "\"Größe 網路\"")]
    [InlineData("\u0085\u00a0\u200b\u2028\u202e", "\"\\u0085\\u00a0\\u200b\\u2028\\u202e\"")]
    [InlineData("\U0001F600", "\"\U0001F600\"")]
    [InlineData("\U000E0001", "\"\\U000e0001\"")]
    [InlineData("'", "\"'\"")]
    public void Text_is_quoted_as_Go_quotes_it(string text, string quoted) => GoText.Quote(text).Should().Be(quoted);

    [Fact] // half a character is no character
    public void A_lone_surrogate_is_the_replacement_character() => GoText.Quote("\ud800").Should().Be("\"\ufffd\"");
}
